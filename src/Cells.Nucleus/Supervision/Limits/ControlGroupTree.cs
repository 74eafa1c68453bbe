namespace Cells.Nucleus.Supervision;

/// <summary>Where this process may make control groups, of either version of them.</summary>
/// <param name="mounts">Where control groups are mounted.</param>
/// <param name="ownGroups">The file that says which groups this process is in, as <c>/proc/self/cgroup</c>.</param>
public sealed class ControlGroupTree(string mounts, string ownGroups)
{
    /// <summary>The controllers by which limits are kept.</summary>
    public static readonly IReadOnlyList<string> Controllers = [Memory, Processors, Processes];

    internal const string Memory = "memory";
    internal const string Processors = "cpu";
    internal const string Processes = "pids";

    private const string Members = "cgroup.procs";
    private const string EnabledBelow = "cgroup.subtree_control";
    private const string ThisProcess = "cells-supervisor";

    /// <summary>That of this machine.</summary>
    public static ControlGroupTree OfThisProcess { get; } = new("/sys/fs/cgroup", "/proc/self/cgroup");

    /// <summary>Why no group with a controller can be made; null where one can.</summary>
    /// <param name="controller">One of <see cref="Controllers"/>.</param>
    public string? WhyNot(string controller)
    {
        (Place? place, string? why) = Find(controller);
        if (place is null)
            return why;
        string trial = Path.Combine(place.Folder, $"cells-trial-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(trial);
            Directory.Delete(trial);
            return place.IsUnified && !IsEnabledBelow(place.Folder, controller) && HasMembers(place.Folder) && !CanWrite(Path.Combine(place.Folder, EnabledBelow))
                ? $"{place.Folder} is not delegated to this user"
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    /// <summary>The folder below which groups with a controller are made, and whether one folder is for all controllers.</summary>
    internal (Place? Place, string? Why) Find(string controller)
    {
        string? unified = null;
        foreach (string line in ReadLines(ownGroups))
        {
            // number:controllers:path, where version 2 has no controllers.
            string[] parts = line.Split(':', 3);
            if (parts.Length == 3 && parts[1].Split(',').Contains(controller))
                return Existing(Path.Combine(mounts, controller), parts[2]) is { } folder ? (new Place(folder, IsUnified: false), null) : (null, $"{mounts}/{controller} is not mounted");
            if (parts is [_, "", _])
                unified = parts[2];
        }

        if (unified is null || Existing(mounts, unified) is not { } own)
            return (null, "there are no control groups");
        return ReadLines(Path.Combine(own, "cgroup.controllers")).SelectMany(static line => line.Split(' ')).Contains(controller)
            ? (new Place(own, IsUnified: true), null)
            : (null, $"the controller '{controller}' is not there for {own}");
    }

    /// <summary>Lets groups below a folder have a controller. Of version 2 a group with such groups has no processes of its own: this one moves into one of them first.</summary>
    /// <exception cref="IOException">It cannot be.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    internal static void Enable(Place place, string controller)
    {
        if (!place.IsUnified || IsEnabledBelow(place.Folder, controller))
            return;
        if (HasMembers(place.Folder))
        {
            string own = Path.Combine(place.Folder, ThisProcess);
            Directory.CreateDirectory(own);
            File.WriteAllText(Path.Combine(own, Members), Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        File.WriteAllText(Path.Combine(place.Folder, EnabledBelow), $"+{controller}");
    }

    private static bool IsEnabledBelow(string folder, string controller) => ReadLines(Path.Combine(folder, EnabledBelow)).SelectMany(static line => line.Split(' ')).Contains(controller);

    private static bool HasMembers(string folder) => ReadLines(Path.Combine(folder, Members)).Length > 0;

    private static bool CanWrite(string file)
    {
        try
        {
            using FileStream opened = File.OpenWrite(file);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>In a container a group's path may not be there; the root is then its own.</summary>
    private static string? Existing(string mount, string path)
    {
        string folder = Path.Combine(mount, path.Trim('/'));
        return Directory.Exists(folder) ? folder : Directory.Exists(mount) ? mount : null;
    }

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Where groups are made.</summary>
    /// <param name="Folder">Below which folder.</param>
    /// <param name="IsUnified">Whether it is for all controllers (version 2).</param>
    internal sealed record Place(string Folder, bool IsUnified);
}
