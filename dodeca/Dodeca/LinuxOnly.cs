// Cells are processes under a supervisor, which is of Linux.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
