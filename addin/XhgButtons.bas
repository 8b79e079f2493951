Attribute VB_Name = "XhgButtons"
Option Explicit

' Made by addin/build.py from src/xhg_excel/notice/words/shells/buttons.py: one Sub for each button of the ribbon.

Public Sub XhgCheckBook(control As Object)
    XhgRun "check_book"
End Sub

Public Sub XhgCheckSheet(control As Object)
    XhgRun "check_sheet"
End Sub

Public Sub XhgClearMarks(control As Object)
    XhgRun "clear_marks"
End Sub

Public Sub XhgAddSite(control As Object)
    XhgRun "add_site"
End Sub

Public Sub XhgRepairTemplate(control As Object)
    XhgRun "repair_template"
End Sub

Public Sub XhgMakeTemplates(control As Object)
    Dim asked
    asked = XhgAskFolder("prompt_make_templates")
    If asked <> "" Then XhgRun "make_templates", asked
End Sub

Public Sub XhgMergeFolder(control As Object)
    Dim asked
    asked = XhgAskFolder("prompt_merge_folder")
    If asked <> "" Then XhgRun "merge_folder", asked
End Sub

Public Sub XhgWriteReport(control As Object)
    Dim asked
    asked = XhgAskFolder("prompt_write_report")
    If asked <> "" Then XhgRun "write_report", asked
End Sub

Public Sub XhgComputeQuotas(control As Object)
    XhgRun "compute_quotas"
End Sub

Public Sub XhgDrawSample(control As Object)
    Dim asked
    asked = XhgAskDigits("prompt_draw_sample")
    If VarType(asked) = vbString Then XhgRun "draw_sample", asked
End Sub

Public Sub XhgOpenHelp(control As Object)
    XhgRun "open_help"
End Sub
