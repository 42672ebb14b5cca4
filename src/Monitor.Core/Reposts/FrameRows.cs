using Monitor.Core.Keyframes;

namespace Monitor.Core.Reposts;

/// <summary>The frames of the index at one moment. Later ones share its arrays: a writer adds rows behind those that a reader knows, and notes from which version on
/// an item's run of rows is gone; so a reader sees an item before or after a change, never between.</summary>
internal sealed class FrameRows
{
    private const int FirstRows = 1024, FirstRuns = 16;

    private ulong[] words = new ulong[FirstRows * FrameScan.BlockWords / FrameScan.BlockRows];
    private uint[] times = new uint[FirstRows];
    private byte[] qualities = new byte[FirstRows];
    private int[] runs = new int[FirstRows];
    private long[] items = new long[FirstRuns];
    private long[] goneAt = new long[FirstRuns];
    private int runCount;
    private long version;

    /// <summary>Rows, the gone ones among them.</summary>
    public int Count { get; private set; }

    /// <summary>Rows of items that are in the index.</summary>
    public int Live { get; private set; }

    public long ItemAt(int row) => items[runs[row]];

    public long TimeAt(int row) => times[row];

    public int QualityAt(int row) => qualities[row];

    public bool IsLive(int row) => Volatile.Read(ref goneAt[runs[row]]) > version;

    public SplitHash HashAt(int row) => FrameScan.HashAt(words, row);

    /// <summary>The words of a stretch; its last block may hold rows beyond <see cref="Count"/>.</summary>
    public ReadOnlySpan<ulong> Stretch(int from)
    {
        var blocks = (Math.Min(FrameScan.StretchRows, Count - from) + FrameScan.BlockRows - 1) / FrameScan.BlockRows;
        return words.AsSpan(from / FrameScan.BlockRows * FrameScan.BlockWords, blocks * FrameScan.BlockWords);
    }

    /// <summary>The next moment: without the rows of <paramref name="gone"/>, with a run of these frames. Where it throws, nothing has changed.</summary>
    public FrameRows Next(FrameRun? gone, long mediaItemId, IReadOnlyList<HashedFrame> frames, out FrameRun run)
    {
        var next = (FrameRows)MemberwiseClone();
        next.version++;
        run = next.AddRun(mediaItemId, frames.Count);
        foreach (var frame in frames) next.AddRow(run.Number, (uint)Math.Clamp(frame.TimeMs, 0, uint.MaxValue), (byte)Math.Clamp(frame.Quality, 0, 100), SplitHash.Of(frame.Hash));
        if (gone is not { } old) return next;
        next.Live -= old.Frames;
        Volatile.Write(ref next.goneAt[old.Number], next.version);
        return next;
    }

    /// <summary>The same items in arrays of their own, without what is gone, and where each has its rows.</summary>
    public FrameRows Compact(out Dictionary<long, FrameRun> runsOfItems)
    {
        var compact = new FrameRows { version = version };
        compact.Grow(Live);
        runsOfItems = [];
        for (int row = 0, end; row < Count; row = end)
        {
            for (end = row + 1; end < Count && runs[end] == runs[row];) end++;
            if (!IsLive(row)) continue;
            var run = compact.AddRun(ItemAt(row), end - row);
            runsOfItems[ItemAt(row)] = run;
            for (var at = row; at < end; at++) compact.AddRow(run.Number, times[at], qualities[at], HashAt(at));
        }

        return compact;
    }

    private FrameRun AddRun(long mediaItemId, int frames)
    {
        if (runCount == items.Length)
        {
            Array.Resize(ref items, runCount * 2);
            Array.Resize(ref goneAt, runCount * 2);
        }

        items[runCount] = mediaItemId;
        goneAt[runCount] = long.MaxValue;
        Live += frames;
        Grow(Count + frames);
        return new FrameRun(runCount++, frames);
    }

    private void AddRow(int run, uint time, byte quality, in SplitHash hash)
    {
        (runs[Count], times[Count], qualities[Count]) = (run, time, quality);
        var at = FrameScan.Place(Count++);
        (words[at], words[at + FrameScan.BlockRows], words[at + (2 * FrameScan.BlockRows)], words[at + (3 * FrameScan.BlockRows)]) = (hash.KeptA, hash.KeptB, hash.TurnedA, hash.TurnedB);
    }

    /// <summary>Makes room by doubling, in whole blocks.</summary>
    private void Grow(int rows)
    {
        if (rows <= runs.Length) return;
        var room = (int)Math.Min(Math.Max((long)rows + FrameScan.BlockRows, 2L * runs.Length), Array.MaxLength / FrameScan.BlockRows) / FrameScan.BlockRows * FrameScan.BlockRows;
        Array.Resize(ref words, room / FrameScan.BlockRows * FrameScan.BlockWords);
        Array.Resize(ref times, room);
        Array.Resize(ref qualities, room);
        Array.Resize(ref runs, room);
    }
}

/// <summary>The rows of one item, side by side.</summary>
internal readonly record struct FrameRun(int Number, int Frames);
