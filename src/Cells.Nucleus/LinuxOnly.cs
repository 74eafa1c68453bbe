// Supervision stands on pidfds, descriptor passing and flock. `cell` says so elsewhere.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
