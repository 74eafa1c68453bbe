using System.Buffers;

namespace Dodeca.Serving.Connections;

/// <summary>What a connection has asked and was answered so far: when the process that answers it dies or is replaced, the next one can go on, unless an answer had begun.</summary>
internal sealed class Exchange
{
    /// <summary>Longer requests are not asked again.</summary>
    private const int MaxBytes = 64 << 10;

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _asked = new();
    private readonly ResponseTracker _answers = new();
    private bool _isLost;
    private bool _isAll;

    /// <summary>What was asked and is not answered.</summary>
    internal byte[] Unanswered
    {
        get
        {
            lock (_gate)
                return _asked.WrittenSpan.ToArray();
        }
    }

    /// <summary>Whether another process can go on where this one was: between two requests, or with one that only reads.</summary>
    internal bool CanGoOn
    {
        get
        {
            lock (_gate)
                return !_isLost && _answers is { IsBetweenAnswers: true, HasAnnouncedEnd: false } && (_asked.WrittenCount == 0 ? !_isAll : _asked.WrittenSpan.StartsWith("GET "u8) || IsHeadOnly);
        }
    }

    private bool IsHeadOnly => _asked.WrittenSpan.StartsWith("HEAD "u8);

    internal void Asked(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            // Who asks on before the answer has come is not followed; nor is what is too long.
            _isLost |= !_answers.IsBetweenAnswers || _asked.WrittenCount + bytes.Length > MaxBytes;
            if (!_isLost)
                _asked.Write(bytes);
        }
    }

    /// <summary>Nothing more will be asked.</summary>
    internal void AskedAll()
    {
        lock (_gate)
            _isAll = true;
    }

    internal void Answered(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _answers.Follow(bytes, IsHeadOnly);
            if (_answers.IsBetweenAnswers)
                _asked.ResetWrittenCount();
        }
    }
}
