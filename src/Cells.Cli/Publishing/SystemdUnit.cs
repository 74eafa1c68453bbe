using Cells.Nucleus.Builds;

namespace Cells.Cli.Publishing;

/// <summary>A unit of systemd that runs cells.</summary>
internal static class SystemdUnit
{
    /// <summary>Where units are.</summary>
    internal static string Folder(bool isSystem)
    {
        if (isSystem)
            return "/etc/systemd/system";
        string? configuration = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
        return Path.Combine(string.IsNullOrEmpty(configuration) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config") : configuration, "systemd", "user");
    }

    /// <param name="folder">The cells' folder.</param>
    /// <param name="isSystem">Whether it is for the whole machine.</param>
    /// <param name="runDirectory">The run directory; null: the one that follows from the folder.</param>
    internal static string Of(string folder, bool isSystem, string? runDirectory) => $"""
        # Written by 'cell install'. The cells outlive a crash of their supervisor, and the next one goes on with them: so only it is signalled.
        [Unit]
        Description=Cells in {folder}

        [Service]
        Type=notify
        NotifyAccess=main
        ExecStart={Quoted(CommandPath())} run --foreground{(runDirectory is null ? "" : $" --run-dir {Quoted(runDirectory)}")} {Quoted(folder)}
        WorkingDirectory={folder}
        Environment=DOTNET_ROOT={DotnetInstallation.Root}
        {(isSystem ? $"User={Environment.UserName}\n" : "")}Restart=on-failure
        KillMode=process
        TimeoutStopSec=60
        FileDescriptorStoreMax=256
        Delegate=yes

        [Install]
        WantedBy={(isSystem ? "multi-user.target" : "default.target")}

        """;

    /// <summary>Where this command stays: within a clone its place changes with its sources, and a link names the newest.</summary>
    private static string CommandPath()
    {
        string path = Environment.ProcessPath!;
        string current = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(path)!)!, "current", Path.GetFileName(path));
        return File.Exists(current) ? current : path;
    }

    private static string Quoted(string text) => text.Contains(' ', StringComparison.Ordinal) ? $"\"{text}\"" : text;
}
