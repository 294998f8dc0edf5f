@echo off
rem Runs a broker until it is told to stop (Ctrl-C): mqbroker [-n NAMESERVERS] [-c FILE] [-p / -m] [-h]
setlocal
call "%~dp0cometmq-env.cmd" mqbroker 25
if errorlevel 1 exit /b 1
"%JAVA%" -Xms64m %HEAP% -XX:+UseG1GC -XX:MaxGCPauseMillis=50 -XX:G1PeriodicGCInterval=60000 -XX:ReservedCodeCacheSize=96m -XX:+PerfDisableSharedMem -XX:+ExitOnOutOfMemoryError -XX:-OmitStackTraceInFastThrow %COMMON% "-Dlogback.configurationFile=%COMETMQ_HOME%\conf\logback-broker.xml" %JAVA_OPT_EXT% io.cometmq.broker.server.BrokerStartup %*
exit /b %ERRORLEVEL%
