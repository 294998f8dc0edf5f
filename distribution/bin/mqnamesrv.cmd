@echo off
rem Runs a name server until it is told to stop (Ctrl-C): mqnamesrv [-c FILE] [-p] [-h]
setlocal
call "%~dp0cometmq-env.cmd" mqnamesrv 12
if errorlevel 1 exit /b 1
"%JAVA%" -Xms16m %HEAP% -Xss512k -XX:+UseSerialGC -XX:ReservedCodeCacheSize=48m -XX:+PerfDisableSharedMem -XX:+ExitOnOutOfMemoryError -XX:-OmitStackTraceInFastThrow %COMMON% "-Dlogback.configurationFile=%COMETMQ_HOME%\conf\logback-namesrv.xml" %JAVA_OPT_EXT% io.cometmq.namesrv.server.NamesrvStartup %*
exit /b %ERRORLEVEL%
