using System.Diagnostics.CodeAnalysis;
using Cells.Platform.Processes;
using Cells.Platform.SharedMemory;

namespace Cells.Transports.SharedMemory;

/// <summary>What was lent over sessions that have ended and is still being read. It is held until the reader returns it, or its process has ended.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as its process.")]
internal sealed class OrphanedLoans
{
    /// <summary>A process that has so much of ended sessions is lent nothing more until it returns that.</summary>
    internal const long MaxBytes = 64L << 20;

    private const int LookMilliseconds = 500;
    private readonly Lock _gate = new();
    private readonly List<Orphans> _all = [];
    private readonly Timer _timer;
    private int _count;

    private OrphanedLoans() => _timer = new Timer(static all => ((OrphanedLoans)all!).Look(), this, Timeout.Infinite, Timeout.Infinite);

    /// <summary>Those of this process.</summary>
    internal static OrphanedLoans Shared { get; } = new();

    /// <summary>Whether a process has kept so much that it is lent nothing more.</summary>
    internal bool HasTooMuch(int? process) => Volatile.Read(ref _count) > 0 && BytesOf(process) > MaxBytes;

    private long BytesOf(int? process)
    {
        lock (_gate)
            return _all.Where(orphans => orphans.Process == process).Sum(static orphans => orphans.Loans.Sum(static loan => (long)loan.Buffer.Length));
    }

    /// <summary>Holds loans, and the memory in which they are returned.</summary>
    internal void Add(RingPair lane, List<Loan> loans, int? process)
    {
        ProcessDescriptor? reader = null;
        bool hasEnded = process is { } number && (ProcessEnd.HasBegun(number) || !ProcessDescriptor.TryOpen(number, out reader));
        if (hasEnded)
        {
            Release(loans);
            return;
        }

        lane.Retain();
        lock (_gate)
        {
            _all.Add(new Orphans(lane, loans, process, reader));
            _count = _all.Count;
            if (_all.Count == 1)
                _timer.Change(LookMilliseconds, LookMilliseconds);
        }
    }

    private static void Release(List<Loan> loans)
    {
        foreach (Loan loan in loans)
            loan.Release();
    }

    private void Look()
    {
        lock (_gate)
        {
            _all.RemoveAll(static orphans => orphans.HaveEnded());
            _count = _all.Count;
            if (_all.Count == 0)
                _timer.Change(Timeout.Infinite, Timeout.Infinite);
        }
    }

    private sealed record Orphans(RingPair Lane, List<Loan> Loans, int? Process, ProcessDescriptor? Reader)
    {
        internal bool HaveEnded()
        {
            bool isGone = Reader?.HasExited == true;
            List<Loan> over = Loans.FindAll(loan => isGone || Lender.IsReturned(Lane, loan));
            Release(over);
            Loans.RemoveAll(over.Contains);
            if (Loans.Count > 0)
                return false;
            Reader?.Dispose();
            Lane.Release();
            return true;
        }
    }
}
