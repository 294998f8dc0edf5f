@echo off
rem Administers a cluster: mqadmin COMMAND [OPTIONS]; mqadmin alone lists the commands.
setlocal
call "%~dp0cometmq-env.cmd" mqadmin 10
if errorlevel 1 exit /b 1
"%JAVA%" -Xms16m -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+PerfDisableSharedMem %COMMON% "-Dlogback.configurationFile=%COMETMQ_HOME%\conf\logback-tools.xml" %JAVA_OPT_EXT% io.cometmq.tools.command.MQAdminStartup %*
exit /b %ERRORLEVEL%
