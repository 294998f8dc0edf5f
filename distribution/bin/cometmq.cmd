@echo off
rem A name server and a broker in one process, for a laptop or a test: cometmq standalone [OPTIONS]; cometmq standalone -h lists them.
rem The demonstration (quickstart) and the preparation of classes (share) are for systems with a POSIX shell.
setlocal
if not "%~1"=="standalone" (
  echo Usage: cometmq standalone [OPTIONS] 1>&2
  exit /b 2
)
set "REST="
for /f "tokens=1,*" %%a in ("%*") do set "REST=%%b"
call "%~dp0cometmq-env.cmd" cometmq 25
if errorlevel 1 exit /b 1
"%JAVA%" -Xms64m %HEAP% -XX:+UseG1GC -XX:MaxGCPauseMillis=50 -XX:G1PeriodicGCInterval=60000 -XX:ReservedCodeCacheSize=96m -XX:+PerfDisableSharedMem -XX:+ExitOnOutOfMemoryError -XX:-OmitStackTraceInFastThrow %COMMON% "-Dlogback.configurationFile=%COMETMQ_HOME%\conf\logback-standalone.xml" %JAVA_OPT_EXT% io.cometmq.standalone.StandaloneStartup %REST%
exit /b %ERRORLEVEL%
