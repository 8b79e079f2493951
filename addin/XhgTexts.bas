Attribute VB_Name = "XhgTexts"
Option Explicit
Option Private Module

' VBA is plain ASCII: what users read stands in the add-in's own sheets.

Public Function XhgText(key)
    Dim sheet, row
    Set sheet = ThisWorkbook.Worksheets("xhg.texts")
    XhgText = ""
    row = 1
    Do While sheet.Cells(row, 1).Value <> ""
        If sheet.Cells(row, 1).Value = key Then XhgText = sheet.Cells(row, 2).Value
        row = row + 1
    Loop
End Function

Public Sub XhgDescribe()
    ' Gives Excel's function wizard the help of each function. Excel refuses while no workbook is open.
    Dim sheet, row, last, arguments()
    Set sheet = ThisWorkbook.Worksheets("xhg.functions")
    On Error Resume Next
    row = 1
    Do While sheet.Cells(row, 1).Value <> ""
        Erase arguments
        last = 3
        Do While sheet.Cells(row, last + 1).Value <> ""
            last = last + 1
            ReDim Preserve arguments(0 To last - 4)
            arguments(last - 4) = CStr(sheet.Cells(row, last).Value)
        Loop
        Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & sheet.Cells(row, 1).Value, _
            Description:=CStr(sheet.Cells(row, 2).Value), Category:=CStr(sheet.Cells(row, 3).Value), _
            ArgumentDescriptions:=arguments
        row = row + 1
    Loop
    ThisWorkbook.Saved = True
End Sub
