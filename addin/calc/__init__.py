"""Sources of LibreOffice's extension; `python addin/calc/build.py` puts them together."""
