Attribute VB_Name = "XhgHost"
Option Explicit
Option Private Module

' What only Excel itself can do: its window, its system, its dialogs.

Public Function XhgWindow()
    XhgWindow = CStr(Application.Hwnd)
End Function

Public Function XhgOnWindows()
    XhgOnWindows = Application.OperatingSystem Like "Windows*"
End Function

Public Function XhgAskFolder(prompt)
    Dim host As Object
    Set host = Application
    XhgAskFolder = ""
    With host.FileDialog(4)
        .Title = XhgText(prompt)
        .AllowMultiSelect = False
        If .Show = -1 Then XhgAskFolder = .SelectedItems(1)
    End With
End Function

Public Function XhgAskDigits(prompt)
    ' A text, which may be empty; the value False when the user cancels.
    XhgAskDigits = Application.InputBox(XhgText(prompt), XhgText("title"), Type:=2)
End Function

Public Sub XhgSay(text)
    MsgBox text, vbExclamation, XhgText("title")
End Sub
