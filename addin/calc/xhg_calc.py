"""The toolbar's buttons in LibreOffice: finds the installed program and hands each click to it.

Runs in LibreOffice's own Python, of whatever version, so it is written plainly and imports nothing
of the program before it knows that it fits. `where.json` is added by the installer.
"""

import json
import os
import site
import sys

import uno
import unohelper
from com.sun.star.frame import XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo

IMPLEMENTATION = "xhg_excel.calc.Buttons"
SERVICE = "com.sun.star.frame.ProtocolHandler"
HERE = os.path.dirname(os.path.abspath(__file__))


def read(name):
    """Return a JSON file of this package; {} when it is not there."""
    path = os.path.join(HERE, name)
    if not os.path.isfile(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def trouble(texts):
    """Return why the program cannot be reached, '' when it can; then it can be imported."""
    where = read("where.json")
    if not where:
        return texts["not_located"]
    office = "%d.%d" % sys.version_info[:2]
    if where["python"] != office:
        return texts["wrong_python"].format(office=office, program=where["python"])
    known = list(sys.path)
    for path in where["paths"]:
        site.addsitedir(path)
    added = [path for path in sys.path if path not in known]
    sys.path[:] = added + known  # before the packages of the system, which may be older
    return ""


class Buttons(unohelper.Base, XInitialization, XDispatchProvider, XDispatch, XServiceInfo):
    """Answers the commands of one window."""

    def __init__(self, context):
        """Take LibreOffice's context."""
        self.context, self.frame = context, None

    def initialize(self, arguments):
        """Take the window."""
        self.frame = arguments[0] if arguments else None

    def queryDispatch(self, url, target, flags):
        """Take our own commands, no others."""
        return self if url.Complete.startswith("xhg.excel:") else None

    def queryDispatches(self, requests):
        """Take several."""
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def dispatch(self, url, arguments):
        """Run the script of a button; whatever is wrong ends in one message."""
        texts = read("texts.json")
        said = trouble(texts)
        if not said:
            try:
                from xhg_excel.calc.clicked import click
            except Exception as error:
                path = "; ".join(read("where.json")["paths"])
                said = texts["not_found"].format(path=path, error="%s: %s" % (type(error).__name__, error))
        if said:
            self.tell(texts["title"], said)
        else:
            click(self.frame, url.Complete.partition(":")[2])

    def tell(self, title, text):
        """Show a message box."""
        toolkit = self.context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", self.context)
        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "ERRORBOX")
        box = toolkit.createMessageBox(self.frame.getContainerWindow(), kind, 1, title, text)
        box.execute()
        box.dispose()

    def addStatusListener(self, listener, url):
        """Say nothing: the buttons are always there."""

    def removeStatusListener(self, listener, url):
        """Say nothing."""

    def getImplementationName(self):
        """Return the name of this class."""
        return IMPLEMENTATION

    def supportsService(self, name):
        """Tell whether this is such a service."""
        return name == SERVICE

    def getSupportedServiceNames(self):
        """Return what this is."""
        return (SERVICE,)


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Buttons, IMPLEMENTATION, (SERVICE,))
