@echo off
rem Loads a broker and reports rate, latency and the broker's cost per message: benchmark -h
setlocal
call "%~dp0cometmq-env.cmd" benchmark 10
if errorlevel 1 exit /b 1
"%JAVA%" -Xms128m -Xmx512m -XX:+UseSerialGC -XX:+PerfDisableSharedMem %COMMON% "-Dlogback.configurationFile=%COMETMQ_HOME%\conf\logback-tools.xml" %JAVA_OPT_EXT% io.cometmq.tools.benchmark.BenchmarkStartup %*
exit /b %ERRORLEVEL%
