Attribute VB_Name = "XhgStart"
Option Explicit

' Starts one script of the Python package xhg_excel. Buttons and Application.Run enter here.
' A user's texts travel to Python as UTF-16 code units in hexadecimal, so nothing in them is ever code.

Public Sub XhgRun(script, Optional asked)
    Dim answer, result
    answer = ""
    If Not IsMissing(asked) Then answer = asked
    If Not XhgOnWindows() Then
        XhgSay XhgText("windows_only")
        Exit Sub
    End If
    result = RunScript(CStr(script), XhgWindow(), XhgHex(XhgBook()), XhgHex(answer))
    If result = -2 Then XhgSay XhgText("no_python")
    If result = -1 Then XhgSay XhgText("failed") & vbLf & LastLog
End Sub

Public Sub SelfTest()
    XhgRun "self_test"
End Sub

Private Function XhgBook()
    XhgBook = ""
    If Not ActiveWorkbook Is Nothing Then XhgBook = ActiveWorkbook.Name
End Function

Private Function XhgHex(text)
    Dim units, at
    units = ""
    For at = 1 To Len(text)
        units = units & Right$("000" & Hex$(AscW(Mid$(text, at, 1))), 4)
    Next
    XhgHex = units
End Function
