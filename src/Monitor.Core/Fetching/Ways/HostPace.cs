using System.Collections.Concurrent;

namespace Monitor.Core.Fetching.Ways;

/// <summary>Keeps requests of different circuits to one host apart behind a proxy: whoever sees the host must not know two readers for one by their asking at the same moment.</summary>
internal sealed class HostPace(TimeProvider clock)
{
    /// <summary>Least time between two requests to one host on different circuits: 1 s, and up to half a second more by chance.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1), AtMostMore = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<(EgressRoute Route, string Host), Turn> turns = new();

    /// <summary>Waits until it is this circuit's turn. Requests of the circuit that asked last wait for nobody.</summary>
    public async Task WaitAsync(EgressRoute route, string host, string circuit, CancellationToken cancellationToken)
    {
        var turn = turns.GetOrAdd((route, host), _ => new Turn());
        await turn.Gate.WaitAsync(cancellationToken);
        try
        {
            var apart = Least + (AtMostMore * System.Security.Cryptography.RandomNumberGenerator.GetInt32(1000) / 1000);
            if (turn.Circuit is not null && turn.Circuit != circuit && apart - clock.GetElapsedTime(turn.At) is var left && left > TimeSpan.Zero) await Task.Delay(left, clock, cancellationToken);
            (turn.Circuit, turn.At) = (circuit, clock.GetTimestamp());
        }
        finally
        {
            turn.Gate.Release();
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public string? Circuit { get; set; }

        public long At { get; set; }
    }
}
