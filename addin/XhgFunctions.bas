Attribute VB_Name = "XhgFunctions"
Option Explicit

' Made by addin/build.py from xhg_excel.excel.functions: one function for each of its worksheet functions.
' The workbook handed on is the add-in, which no received workbook can change.

Public Function XHG_QUOTA_COUNTIES(n)
    On Error GoTo failed
    XHG_QUOTA_COUNTIES = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_QUOTA_COUNTIES", Array(n), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_QUOTA_COUNTIES = XhgText("function_failed")
End Function

Public Function XHG_QUOTA_PROBLEMS(m, Optional unfinished)
    On Error GoTo failed
    XHG_QUOTA_PROBLEMS = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_QUOTA_PROBLEMS", Array(m, unfinished), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_QUOTA_PROBLEMS = XhgText("function_failed")
End Function

Public Function XHG_RATE(parts, wholes)
    On Error GoTo failed
    XHG_RATE = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_RATE", Array(parts, wholes), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_RATE = XhgText("function_failed")
End Function
