using System.Globalization;
using Cells.Hosting;
using Cells.Platform.Files;

namespace Cells.Chaos.Upgrades;

/// <summary>A cell that serves one version of the ledger, or fails to in some way.</summary>
internal static class LedgerProgram
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "ledger";

    /// <summary>Serves version 1.</summary>
    internal const string Version1 = "1";

    /// <summary>Serves version 2, which fits callers of version 1 and is fitted by the other's.</summary>
    internal const string Version2 = "2";

    /// <summary>Serves version 3, which fits nobody.</summary>
    internal const string Version3 = "3";

    /// <summary>Serves version 2, and is ready only once it is permitted to be.</summary>
    internal const string Version2OncePermitted = "2 once permitted";

    /// <summary>Ends at once.</summary>
    internal const string Crashes = "crashes";

    /// <summary>Never becomes ready.</summary>
    internal const string Hangs = "hangs";

    internal static async Task<int> RunAsync(string version, string journal)
    {
        switch (version)
        {
            case Crashes:
                await Console.Error.WriteLineAsync("this version cannot work");
                return 7;
            case Hangs:
                await Task.Delay(Timeout.Infinite);
                return 0;
            case Version2OncePermitted:
                while (!File.Exists(PermissionFor(journal)))
                    await Task.Delay(10);
                version = Version2;
                break;
        }

        // The file system has the last word: what was noted stays, however the process ends, and whoever else notes.
        using var file = new AppendOnlyFile(journal);
        var ledger = new Ledger(file);
        var program = new CellProgram([]);
        _ = version switch
        {
            Version1 => program.AddService<Upgrades.Version1.ILedger>(ledger),
            Version2 => program.AddService<Upgrades.Version2.ILedger>(ledger),
            _ => program.AddService<Upgrades.Version3.ILedger>(ledger),
        };
        return await program.RunAsync();
    }

    /// <summary>The file that permits <see cref="Version2OncePermitted"/> to be ready.</summary>
    internal static string PermissionFor(string journal) => journal + ".permitted";

    private sealed class Ledger(AppendOnlyFile file) : Version1.ILedger, Version2.ILedger, Version3.ILedger
    {

        public async ValueTask<Version1.Receipt> AddAsync(Version1.Entry entry, CancellationToken cancellation = default)
        {
            await NoteAsync(entry.Id);
            return new Version1.Receipt(entry.Id, Environment.ProcessId);
        }

        public async ValueTask<Version2.Receipt> AddAsync(Version2.Entry entry, CancellationToken cancellation = default)
        {
            await NoteAsync(entry.Id);
            return new Version2.Receipt(entry.Id, Environment.ProcessId);
        }

        public async ValueTask<Version3.Receipt> AddAsync(Version3.Entry entry, CancellationToken cancellation = default)
        {
            long id = long.Parse(entry.Id, provider: null);
            await NoteAsync(id);
            return new Version3.Receipt(id, Environment.ProcessId);
        }

        private async ValueTask NoteAsync(long id)
        {
            // Half of the handlers go on elsewhere.
            if (id % 2 == 0)
                await Task.Yield();
            file.AppendLine(id.ToString(CultureInfo.InvariantCulture));
        }
    }
}
