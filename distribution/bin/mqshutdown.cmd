@echo off
rem Ends what runs from this tree: mqshutdown broker, namesrv or standalone.
rem Windows lets nobody ask a console program of another window to end: this ends it at once, as a crash would, and it
rem recovers at its next start. Ctrl-C in its own window is gentle.
setlocal
set "MAIN="
if "%~1"=="broker" set "MAIN=io.cometmq.broker.server.BrokerStartup"
if "%~1"=="namesrv" set "MAIN=io.cometmq.namesrv.server.NamesrvStartup"
if "%~1"=="standalone" set "MAIN=io.cometmq.standalone.StandaloneStartup"
if not defined MAIN (
  echo Usage: mqshutdown broker^|namesrv^|standalone 1>&2
  exit /b 2
)
for %%d in ("%~dp0..") do set "COMETMQ_HOME=%%~fd"
powershell -NoProfile -Command "$all = @(Get-CimInstance Win32_Process -Filter \"Name like 'java%%'\" | Where-Object { $_.CommandLine -and $_.CommandLine.Contains('-Dcometmq.home=' + $env:COMETMQ_HOME + '\"') -and $_.CommandLine.Contains(' ' + $env:MAIN) }); if ($all.Count -eq 0) { [Console]::Error.WriteLine('No ' + '%~1' + ' of ' + $env:COMETMQ_HOME + ' is running.'); exit 1 }; foreach ($one in $all) { Stop-Process -Id $one.ProcessId -Force; Write-Output ('%~1' + ' (process ' + $one.ProcessId + ') has ended.') }"
exit /b %ERRORLEVEL%
