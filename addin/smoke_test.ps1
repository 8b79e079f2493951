<#
Proves the add-in on a Windows machine with Excel, in one command:

    powershell -ExecutionPolicy Bypass -File smoke_test.ps1

It rehearses a city with the command line, lets the add-in in Excel check one workbook and merge the
folder, and compares both with what the command line says of the same files. One line a step, PASS or
FAIL; exit code 0 when every step passed, 1 when one failed, 2 when the test could not run.

This file is plain ASCII, so that Windows PowerShell 5.1 reads it the same in every country. Every
Chinese word comes from the program itself ("addin facts" prints it as ASCII JSON).
Nothing of the user's is touched: files go into a new folder below TEMP, Excel runs as a new instance.
#>
[CmdletBinding()]
param(
    [string]$Python = "",
    [string]$Addin = "",
    [switch]$KeepFiles
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = "Stop"
$script:Failures = 0

function Write-Step([string]$Name, [bool]$Passed, [string]$Detail) {
    $word = "FAIL"
    if ($Passed) { $word = "PASS" } else { $script:Failures++ }
    Write-Output ("{0}  {1}  {2}" -f $word, $Name, $Detail)
}

function Find-Python {
    if ($Python -ne "") { return $Python }
    $bundled = Join-Path $env:LOCALAPPDATA "xhg_excel\venv\Scripts\python.exe"
    if (Test-Path -LiteralPath $bundled) { return $bundled }
    return (Get-Command python.exe).Source
}

# Runs the command line; returns its exit status. 0 and 1 are both sound: 1 says that forms hold faults.
function Invoke-Xhg([string[]]$Words) {
    $ErrorActionPreference = "Continue"
    & $script:Interpreter -P -m xhg_excel @Words 2>&1 | Out-File -FilePath $script:CommandLog -Append -Encoding UTF8
    return $LASTEXITCODE
}

function Get-Facts {
    $text = & $script:Interpreter -P -m xhg_excel addin facts
    if ($LASTEXITCODE -ne 0) { throw "the command line does not run with $script:Interpreter" }
    return ($text -join "`n") | ConvertFrom-Json
}

# Message boxes stop a macro until somebody answers: this job presses OK and keeps what they said.
function Start-Watcher([string]$Title, [string]$Heard) {
    $watch = {
        param($Title, $Heard)
        Add-Type -TypeDefinition @"
using System;
using System.Runtime.InteropServices;
using System.Text;
public static class XhgDialog {
    [DllImport("user32.dll", CharSet = CharSet.Unicode)]
    public static extern IntPtr FindWindowW(string kind, string title);
    [DllImport("user32.dll")]
    public static extern IntPtr GetDlgItem(IntPtr dialog, int item);
    [DllImport("user32.dll", CharSet = CharSet.Unicode)]
    public static extern IntPtr SendMessageW(IntPtr window, uint message, IntPtr length, StringBuilder text);
    [DllImport("user32.dll")]
    public static extern bool PostMessageW(IntPtr window, uint message, IntPtr first, IntPtr second);
}
"@
        [IO.File]::WriteAllText($Heard + ".ready", "")
        while ($true) {
            $dialog = [XhgDialog]::FindWindowW("#32770", $Title)
            if ($dialog -ne [IntPtr]::Zero) {
                $text = New-Object System.Text.StringBuilder 4096
                $label = [XhgDialog]::GetDlgItem($dialog, 0xFFFF)
                [void][XhgDialog]::SendMessageW($label, 0x000D, [IntPtr]4096, $text)
                [IO.File]::AppendAllText($Heard, $text.ToString().Replace("`r", " ").Replace("`n", " ") + "`r`n")
                [void][XhgDialog]::PostMessageW($dialog, 0x0111, [IntPtr]1, [IntPtr]::Zero)
                Start-Sleep -Milliseconds 700
            }
            Start-Sleep -Milliseconds 200
        }
    }
    $job = Start-Job -ScriptBlock $watch -ArgumentList $Title, $Heard
    $deadline = (Get-Date).AddSeconds(60)
    while (-not (Test-Path -LiteralPath ($Heard + ".ready"))) {
        if ((Get-Date) -gt $deadline) { throw "the job that answers message boxes did not start" }
        Start-Sleep -Milliseconds 200
    }
    return $job
}

function Get-LastHeard {
    if (-not (Test-Path -LiteralPath $script:Heard)) { return "" }
    return [string](Get-Content -LiteralPath $script:Heard -Encoding UTF8 | Select-Object -Last 1)
}

function Invoke-Button($Excel, [string]$Name, [string]$Asked) {
    if (Test-Path -LiteralPath $script:Heard) { Remove-Item -LiteralPath $script:Heard }
    $macro = "'{0}'!XhgRun" -f $script:Facts.addin_file
    if ($Asked -eq "") { [void]$Excel.Run($macro, $Name) } else { [void]$Excel.Run($macro, $Name, $Asked) }
    Start-Sleep -Seconds 1
    return Get-LastHeard
}

function Find-Sheet($Book, [string]$Name) {
    foreach ($sheet in $Book.Worksheets) { if ($sheet.Name -eq $Name) { return $sheet } }
    return $null
}

# The texts of one column, from a row down to the last used one; empty cells left out.
function Read-Column($Sheet, [int]$Column, [int]$FirstRow) {
    $last = $Sheet.UsedRange.Row + $Sheet.UsedRange.Rows.Count - 1
    $texts = @()
    for ($row = $FirstRow; $row -le $last; $row++) {
        $value = $Sheet.Cells.Item($row, $Column).Value2
        if ($null -ne $value -and [string]$value -ne "") { $texts += [string]$value }
    }
    return , $texts
}

function Compare-Books($One, $Other, [string[]]$LeftOut) {
    $differences = @()
    foreach ($sheet in $Other.Worksheets) {
        if ($LeftOut -contains $sheet.Name) { continue }
        $own = Find-Sheet $One $sheet.Name
        if ($null -eq $own) { $differences += $sheet.Name; continue }
        $used = $sheet.UsedRange
        if ($own.UsedRange.Address() -ne $used.Address()) { $differences += $sheet.Name + "!" + $used.Address(); continue }
        # Value2 of several cells is a table counted from 1, of one cell the value itself.
        $expected = $used.Value2
        $found = $own.UsedRange.Value2
        if ($expected -isnot [array]) {
            if ([string]$expected -cne [string]$found) { $differences += $sheet.Name + "!" + $used.Address() }
            continue
        }
        for ($row = 1; $row -le $used.Rows.Count; $row++) {
            for ($column = 1; $column -le $used.Columns.Count; $column++) {
                if ([string]$expected.GetValue($row, $column) -cne [string]$found.GetValue($row, $column)) {
                    $differences += $sheet.Name + "!" + $used.Cells.Item($row, $column).Address()
                }
            }
        }
    }
    return , $differences
}

function Test-SelfTest($Excel) {
    $book = $Excel.Workbooks.Add()
    $said = Invoke-Button $Excel "self_test" ""
    $sheet = Find-Sheet $book $script:Facts.self_test_sheet
    if ($null -eq $sheet) { Write-Step "self_test" $false ("no result sheet; message: " + $said); return }
    $states = Read-Column $sheet 2 $script:Facts.first_row
    $failed = @($states | Where-Object { $_ -eq $script:Facts.failed })
    $passed = @($states | Where-Object { $_ -eq $script:Facts.passed })
    Write-Step "self_test" ($failed.Count -eq 0 -and $passed.Count -gt 0) ("{0} passed, {1} failed" -f $passed.Count, $failed.Count)
    $book.Close($false)
}

function Test-Validate($Excel, [string]$File, [string[]]$Expected) {
    $book = $Excel.Workbooks.Open($File)
    $book.Activate()
    $said = Invoke-Button $Excel "check_book" ""
    Write-Step "check_book ends with a message" ($said -ne "") $said
    $sheet = Find-Sheet $book $script:Facts.result_sheet
    if ($null -eq $sheet) {
        Write-Step "check_book" $false "no result sheet"
    } else {
        $codes = Read-Column $sheet $script:Facts.code_column $script:Facts.first_row
        $same = (($codes | Sort-Object) -join " ") -ceq (($Expected | Sort-Object) -join " ")
        Write-Step "check_book finds what the command line finds" $same ("{0} in Excel, {1} on the command line" -f $codes.Count, $Expected.Count)
    }
    [void](Invoke-Button $Excel "clear_marks" "")
    Write-Step "clear_marks" ($null -eq (Find-Sheet $book $script:Facts.result_sheet)) (Get-LastHeard)
    $book.Close($false)
}

function Test-Merge($Excel, [string]$Folder, [string]$Expected) {
    $open = @($Excel.Workbooks | ForEach-Object { $_.FullName })
    $said = Invoke-Button $Excel "merge_folder" $Folder
    Write-Step "merge_folder ends with a message" ($said -ne "") $said
    $merged = $null
    foreach ($book in $Excel.Workbooks) { if ($open -notcontains $book.FullName) { $merged = $book } }
    if ($null -eq $merged) { Write-Step "merge_folder" $false "no new workbook is open"; return }
    $other = $Excel.Workbooks.Open($Expected)
    $differences = Compare-Books $merged $other @($script:Facts.sources_sheet)
    Write-Step "merge_folder equals the command line's totals" ($differences.Count -eq 0) (($differences | Select-Object -First 5) -join " ")
    $other.Close($false)
    $merged.Close($false)
}

$excel = $null
$watcher = $null
$status = 2
$work = Join-Path ([IO.Path]::GetTempPath()) ("xhg smoke & test " + [Guid]::NewGuid().ToString("N").Substring(0, 8))
try {
    $script:Interpreter = Find-Python
    [void](New-Item -ItemType Directory -Path $work)
    $script:CommandLog = Join-Path $work "command_line.log"
    $script:Heard = Join-Path $work "heard.txt"
    $script:Facts = Get-Facts
    if ($Addin -eq "") { $Addin = $script:Facts.addin }
    if ($Addin -eq "" -or -not (Test-Path -LiteralPath $Addin)) { throw "the add-in is not installed: run 'xhg addin install' first, or give -Addin PATH" }

    # What the command line says.
    if ((Invoke-Xhg @("rehearse", "--out", $work, "--city", $script:Facts.city)) -ne 0) { throw "rehearse failed; see $script:CommandLog" }
    $folder = Join-Path $work $script:Facts.submissions
    $sample = Get-ChildItem -LiteralPath $folder -Recurse -Filter *.xlsx | Where-Object { $_.Name -like $script:Facts.sample } | Select-Object -First 1
    if ($null -eq $sample) { throw "no rehearsal workbook below $folder" }
    $json = Join-Path $work "findings.json"
    if ((Invoke-Xhg @("validate", $sample.FullName, "--json", $json)) -gt 1) { throw "validate failed; see $script:CommandLog" }
    $report = [IO.File]::ReadAllText($json) | ConvertFrom-Json
    $expected = @($report.findings | ForEach-Object { $_.rule })
    $totals = Join-Path $work "command_line_totals.xlsx"
    if ((Invoke-Xhg @("merge", $folder, "--out", $totals)) -gt 1) { throw "merge failed; see $script:CommandLog" }

    # What the add-in does.
    $watcher = Start-Watcher $script:Facts.title $script:Heard
    $excel = New-Object -ComObject Excel.Application
    $excel.Visible = $true
    $excel.DisplayAlerts = $false
    $excel.AutomationSecurity = 1
    Write-Output ("Excel {0} build {1}, {2}" -f $excel.Version, $excel.Build, $excel.OperatingSystem)
    $opened = $excel.Workbooks.Open($Addin)
    Write-Step "the add-in opens" ($null -ne $opened -and $opened.IsAddin) $Addin
    Test-SelfTest $excel
    Test-Validate $excel $sample.FullName $expected
    Test-Merge $excel $folder $totals
    $status = [int]($script:Failures -gt 0)
} catch {
    Write-Output ("FAIL  the test stopped: " + $_.Exception.Message)
    if ($_.InvocationInfo) { Write-Output $_.InvocationInfo.PositionMessage }
    $status = 2
} finally {
    if ($null -ne $watcher) { Stop-Job $watcher; Remove-Job $watcher -Force }
    if ($null -ne $excel) {
        try { $excel.Quit() } catch { Write-Output "Excel did not close by itself" }
        [void][Runtime.InteropServices.Marshal]::ReleaseComObject($excel)
    }
    if ($KeepFiles -or $status -ne 0) {
        Write-Output ("files: " + $work)
    } elseif (Test-Path -LiteralPath $work) {
        Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue
    }
}
Write-Output ("{0} failed" -f $script:Failures)
exit $status
