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

Public Function XHG_QUOTA_OTHERS(available)
    On Error GoTo failed
    XHG_QUOTA_OTHERS = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_QUOTA_OTHERS", Array(available), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_QUOTA_OTHERS = XhgText("function_failed")
End Function

Public Function XHG_PRIORITY(city, counties, screened, problems)
    On Error GoTo failed
    XHG_PRIORITY = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_PRIORITY", Array(city, counties, screened, problems), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_PRIORITY = XhgText("function_failed")
End Function

Public Function XHG_TICKET(seed, rule, city, identifier)
    On Error GoTo failed
    XHG_TICKET = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_TICKET", Array(seed, rule, city, identifier), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_TICKET = XhgText("function_failed")
End Function

Public Function XHG_DRAW(seed, rule, city, identifiers, size)
    On Error GoTo failed
    XHG_DRAW = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_DRAW", Array(seed, rule, city, identifiers, size), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_DRAW = XhgText("function_failed")
End Function

Public Function XHG_CHECK(cells)
    On Error GoTo failed
    XHG_CHECK = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_CHECK", Array(cells), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_CHECK = XhgText("function_failed")
End Function

Public Function XHG_RATE(parts, wholes)
    On Error GoTo failed
    XHG_RATE = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_RATE", Array(parts, wholes), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_RATE = XhgText("function_failed")
End Function

Public Function XHG_REGION(region, Optional city)
    On Error GoTo failed
    XHG_REGION = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_REGION", Array(region, city), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_REGION = XhgText("function_failed")
End Function

Public Function XHG_EXPLAIN(code)
    On Error GoTo failed
    XHG_EXPLAIN = XLPy.CallUDF("xhg_excel.excel.functions", "XHG_EXPLAIN", Array(code), _
        ThisWorkbook, Application.Caller)
    Exit Function
failed:
    XHG_EXPLAIN = XhgText("function_failed")
End Function
