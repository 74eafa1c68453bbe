using System.Globalization;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Supervision;
using Cells.Platform;
using Cells.Platform.Processes;
using Cells.Platform.SharedMemory;

namespace Cells.Cli.Diagnosis;

/// <summary>What the machine and its kernel offer.</summary>
internal static class MachineChecks
{
    private const int FewDescriptors = 4096;
    private const int FewWatches = 65_536;
    private const int FullBacklog = 4096;
    private const long LittleMemory = 256L << 20;

    private static readonly Version OldestKernel = new(5, 4);

    internal static IEnumerable<Finding> All()
    {
        yield return Kernel();
        yield return Processors();
        yield return SharedMemory();
        yield return Memory();
        yield return Descriptors();
        yield return Backlog();
        yield return Watches();
        yield return Limits();
        yield return Sdk();
    }

    private static Finding Kernel()
    {
        Version version = Environment.OSVersion.Version;
        try
        {
            using var self = ProcessDescriptor.Open(Environment.ProcessId);
            return version >= OldestKernel
                ? new("kernel", Severity.Good, $"Linux {version}, with pidfds")
                : new("kernel", Severity.Error, $"Linux {version}", $"Cells needs Linux {OldestKernel} or newer: how a child ended is learnt through its pidfd.");
        }
        catch (PlatformException error)
        {
            return new("kernel", Severity.Error, $"Linux {version}: {error.Message}", "Processes cannot be watched without pidfd_open. A sandbox may forbid it: allow that system call.");
        }
    }

    private static Finding Processors() => Environment.ProcessorCount > 1
        ? new("processors", Severity.Good, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount}"))
        : new("processors", Severity.Warning, "1", "Caller and cell take turns on it: calls over shared memory take as long as a switch between them.");

    private static Finding SharedMemory()
    {
        try
        {
            using SharedRegion region = SharedRegion.Create(1 << 16);
            return new("shared memory", Severity.Good, "sealed memory files work");
        }
        catch (PlatformException error)
        {
            return new("shared memory", Severity.Warning, error.Message, "Sessions stay on their sockets. A sandbox may forbid memfd_create: allow that system call.");
        }
    }

    private static Finding Memory()
    {
        long left = ControlGroup.OfThisProcess.Headroom();
        string found = left == long.MaxValue ? "no limit around this process" : $"{Watching.FigureText.Bytes(left)} left until the limit of its control group";
        return left > LittleMemory
            ? new("memory", Severity.Good, found)
            : new("memory", Severity.Warning, found, "Little memory is shared when little is left, and bytes are copied instead. Raise the container's limit.");
    }

    private static Finding Descriptors()
    {
        int limit = SoftLimit("Max open files");
        string found = string.Create(CultureInfo.InvariantCulture, $"{limit} open files for each process");
        return limit >= FewDescriptors
            ? new("descriptors", Severity.Good, found)
            : new("descriptors", Severity.Warning, found, "A session takes one or a few. 'ulimit -n 65536', or LimitNOFILE= in a unit, raises that.");
    }

    private static Finding Backlog()
    {
        int limit = Setting("/proc/sys/net/core/somaxconn");
        string found = string.Create(CultureInfo.InvariantCulture, $"{limit} connections may wait at a socket");
        return limit >= FullBacklog
            ? new("backlog", Severity.Good, found)
            : new("backlog", Severity.Warning, found, "During a restart more clients than that are refused and try again. 'sysctl net.core.somaxconn=4096' raises it.");
    }

    private static Finding Watches()
    {
        int limit = Setting("/proc/sys/fs/inotify/max_user_watches");
        string found = string.Create(CultureInfo.InvariantCulture, $"{limit} folders may be watched");
        return limit >= FewWatches
            ? new("inotify", Severity.Good, found)
            : new("inotify", Severity.Warning, found, "'cell dev' may miss changes in large repositories. 'sysctl fs.inotify.max_user_watches=524288' raises it.");
    }

    private static Finding Limits()
    {
        (string Controller, string? Why)[] all = [.. ControlGroupTree.Controllers.Select(static controller => (controller, ControlGroupTree.OfThisProcess.WhyNot(controller)))];
        string kept = string.Join(", ", all.Where(static one => one.Why is null).Select(static one => one.Controller));
        return Array.Find(all, static one => one.Why is not null) is { Why: { } why } missing
            ? new("limits", Severity.Warning, $"control groups for {(kept.Length == 0 ? "nothing" : kept)}; not for {missing.Controller}: {why}", "[limits] memory is watched alone, cpu and processes are not limited. 'Delegate=yes' in a unit, as 'cell install' writes it, mends that.")
            : new("limits", Severity.Good, $"control groups for {kept}");
    }

    private static Finding Sdk() => DotnetInstallation.SdkVersions is { Length: > 0 } versions
        ? new("SDK", Severity.Good, $".NET SDK {versions} in {DotnetInstallation.Root}")
        : new("SDK", Severity.Warning, $"no .NET SDK in {DotnetInstallation.Root}", "Published cells run; projects cannot be built here.");

    private static int SoftLimit(string name)
    {
        foreach (string line in File.ReadLines("/proc/self/limits"))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
                return int.TryParse(line[name.Length..].TrimStart().Split(' ')[0], CultureInfo.InvariantCulture, out int limit) ? limit : int.MaxValue;
        }

        return int.MaxValue;
    }

    /// <summary>A number of the kernel's; the largest where a sandbox hides it.</summary>
    private static int Setting(string file)
    {
        try
        {
            return int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return int.MaxValue;
        }
    }
}
