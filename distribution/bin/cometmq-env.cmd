@echo off
rem Called by the other scripts, between their setlocal and their start of a JVM: finds the tree and the JVM.
rem Environment: JAVA_HOME, JAVA_OPT_EXT (further JVM options; they come last and win), COMETMQ_HEAP (512m, 4g),
rem              COMETMQ_LOG_DIR (default: logs\cometmqlogs in the home directory)
for %%d in ("%~dp0..") do set "COMETMQ_HOME=%%~fd"
if not exist "%COMETMQ_HOME%\lib" (
  echo %~1: %COMETMQ_HOME%\lib is missing: this is not a packaged tree 1>&2
  exit /b 1
)
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
set "MAJOR="
for /f "tokens=3" %%v in ('call "%JAVA%" -XshowSettings:properties -version 2^>^&1 ^| findstr /c:"java.specification.version ="') do set "MAJOR=%%v"
if not defined MAJOR (
  echo %~1: no java found: install JDK 17 or later, or set JAVA_HOME 1>&2
  exit /b 1
)
if "%MAJOR:~0,2%"=="1." set "MAJOR=8"
if %MAJOR% LSS 17 (
  echo %~1: %JAVA% is Java %MAJOR%, but JDK 17 or later is needed; set JAVA_HOME 1>&2
  exit /b 1
)
set "COMPATIBILITY="
if %MAJOR% GEQ 22 set "COMPATIBILITY=--enable-native-access=ALL-UNNAMED"
if %MAJOR% GEQ 23 set "COMPATIBILITY=%COMPATIBILITY% --sun-misc-unsafe-memory-access=allow"
if not defined COMETMQ_LOG_DIR set "COMETMQ_LOG_DIR=%USERPROFILE%\logs\cometmqlogs"
if not exist "%COMETMQ_LOG_DIR%" mkdir "%COMETMQ_LOG_DIR%"
if not exist "%COMETMQ_LOG_DIR%" (
  echo %~1: cannot write logs to %COMETMQ_LOG_DIR%; set COMETMQ_LOG_DIR to a directory that can be written 1>&2
  exit /b 1
)
set "HEAP=-XX:MaxRAMPercentage=%~2"
if defined COMETMQ_HEAP set "HEAP=-Xmx%COMETMQ_HEAP%"
set "COMMON=%COMPATIBILITY% "-Dcometmq.home=%COMETMQ_HOME%" "-Dcometmq.log.dir=%COMETMQ_LOG_DIR%" -Dfile.encoding=UTF-8"
set "CLASSPATH=%COMETMQ_HOME%\lib\*"
exit /b 0
