// Program.cs says elsewhere what to use instead.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
