"""`install.cmd` of the offline bundle.

It is plain ASCII, since cmd reads it in the code page of the computer. Every path is in quotes, and no path is
expanded inside a parenthesised block, where a `)` in it would end the block.
"""

from __future__ import annotations

from collections.abc import Sequence

from xhg_excel.notice.words.shells.bundle import TEXT_FOLDER, WHEEL_FOLDER
from xhg_excel.notice.words.shells.install import STORE_FOLDER
from xhg_excel.setup.wheels import DISTRIBUTION, version_of

# A line of Python without double quotes or percent signs, which cmd would interpret; exit code 0 for a usable Python.
_FITS = (
    "import sys, struct; sys.exit(not (sys.version_info[:2] in ({versions},) and "
    f"struct.calcsize('P') == 8 and '{STORE_FOLDER}' not in sys.base_prefix))"
)
_SCRIPT = r"""
@echo off
rem Installs from this folder, without network and without administrator rights.
rem   install.cmd            install       (double-click)
rem   install.cmd /remove    take away
rem   install.cmd /quiet     do not wait for a key at the end
setlocal EnableExtensions DisableDelayedExpansion
rem No program and no module of the current folder is run.
set "NoDefaultCurrentDirectoryInExePath=1"
chcp 65001 >nul
set "HERE=%~dp0"
set "TARGET=%LOCALAPPDATA%\xhg_excel"
set "VENV=%TARGET%\venv"
set "WAIT=yes"
if /i "%~1"=="/quiet" set "WAIT="
if /i "%~2"=="/quiet" set "WAIT="
if /i "%~1"=="/remove" goto remove
if not exist "%HERE%{wheels}\" goto not_unpacked

set "PYTHON="
{tries}
if not defined PYTHON goto no_python

type "%HERE%{text}\start.txt"
%PYTHON% -I -m venv --clear "%VENV%"
if errorlevel 1 goto failed
set "PIP_DISABLE_PIP_VERSION_CHECK=1"
"%VENV%\Scripts\python.exe" -I -m pip --isolated install --quiet --no-index --find-links "%HERE%{wheels}" {distribution}
if errorlevel 1 goto failed
"%VENV%\Scripts\python.exe" -I -m xhg_excel addin install
if errorlevel 1 goto partly
type "%HERE%{text}\done.txt"
set "STATUS=0"
goto end

:remove
if not exist "%VENV%\Scripts\python.exe" goto removed
"%VENV%\Scripts\python.exe" -I -m xhg_excel addin remove
if errorlevel 1 goto not_removed
"%VENV%\Scripts\python.exe" -I -m xhg_excel addin remove --wps
if errorlevel 1 goto not_removed
rmdir /s /q "%VENV%"
if exist "%VENV%" goto not_removed
:removed
type "%HERE%{text}\removed.txt"
set "STATUS=0"
goto end

:not_unpacked
if exist "%HERE%{text}\not_unpacked.txt" type "%HERE%{text}\not_unpacked.txt"
if not exist "%HERE%{text}\not_unpacked.txt" echo Please unpack the whole zip into a folder first.
set "STATUS=2"
goto end
:no_python
type "%HERE%{text}\no_python.txt"
set "STATUS=2"
goto end
:failed
type "%HERE%{text}\failed.txt"
set "STATUS=2"
goto end
:partly
type "%HERE%{text}\partly.txt"
set "STATUS=1"
goto end
:not_removed
type "%HERE%{text}\not_removed.txt"
set "STATUS=1"
goto end

:end
if defined WAIT pause
exit /b %STATUS%
"""


def install_cmd(pythons: Sequence[str]) -> str:
    """Return the script for these Python versions, which are tried from the newest on; lines end with CR LF."""
    ordered = sorted(pythons, key=version_of, reverse=True)
    test = _FITS.format(versions=", ".join(str(version_of(python)) for python in ordered))
    starts = [*(f"py -{python}" for python in ordered), "python"]
    script = (
        _SCRIPT.lstrip("\n")
        .replace("{wheels}", WHEEL_FOLDER)
        .replace("{text}", TEXT_FOLDER)
        .replace("{distribution}", DISTRIBUTION)
        .replace("{tries}", "\n".join(_try(start, test) for start in starts))
    )
    return script.replace("\n", "\r\n")


def _try(start: str, test: str) -> str:
    """Return the line that chooses a command to start Python, if none was chosen before and it is usable."""
    return f'if not defined PYTHON {start} -I -c "{test}" >nul 2>nul && set "PYTHON={start}"'
