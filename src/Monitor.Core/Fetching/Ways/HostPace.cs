using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Monitor.Core.Fetching.Ways;

/// <summary>Keeps what goes out on different circuits apart in time: whoever sees a host must not know two readers for one by their asking at the same moment, nor whoever sees two hosts.</summary>
internal sealed class HostPace(TimeProvider clock)
{
    /// <summary>Least time between two requests to one host on different circuits: 1 s.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>A visit begins up to a second later, since the program's own clock ticks in seconds; one that waited for another, a fifth of that.</summary>
    private static readonly TimeSpan Chance = TimeSpan.FromSeconds(1);

    /// <summary>Requests of a circuit that follow one another within this time are one visit, and wait for nobody.</summary>
    private static readonly TimeSpan Visit = TimeSpan.FromSeconds(10);

    private const int ManyHosts = 5_000;

    private readonly ConcurrentDictionary<string, Turn> turns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits until it is this circuit's turn at that host.</summary>
    public async Task WaitAsync(string host, string circuit, CancellationToken cancellationToken)
    {
        if (turns.Count > ManyHosts) Forget();
        var turn = turns.GetOrAdd(host, _ => new Turn());
        await turn.Gate.WaitAsync(cancellationToken);
        try
        {
            var wait = turn.WaitOf(circuit, turn.Circuit is null ? TimeSpan.MaxValue : clock.GetElapsedTime(turn.At));
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellationToken);
            (turn.Circuit, turn.At) = (circuit, clock.GetTimestamp());
        }
        finally
        {
            turn.Gate.Release();
        }
    }

    private void Forget()
    {
        foreach (var (host, turn) in turns)
            if (turn.Gate.CurrentCount == 1 && clock.GetElapsedTime(turn.At) > Visit) turns.TryRemove(host, out _);
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>The circuit that asked last, and when.</summary>
        public string? Circuit { get; set; }

        public long At { get; set; }

        public TimeSpan WaitOf(string circuit, TimeSpan since)
        {
            if (Circuit == circuit && since < Visit) return TimeSpan.Zero;
            var chance = Chance * RandomNumberGenerator.GetInt32(1000) / 1000;
            return since < Least && Circuit != circuit ? Least - since + (chance / 5) : chance;
        }
    }
}
