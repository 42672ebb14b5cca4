using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Pipelines;

/// <summary>Writes into a running row how far its work is, every few seconds: what people see of hours of work.</summary>
public sealed class StageProgress : IProgress<double>, IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource ended = new();
    private readonly Task writing;
    private int percent, told;

    public StageProgress(WriteGate gate, StageRun run, TimeProvider clock) => writing = WriteAsync(gate, run, clock);

    /// <summary>Takes a share of the work, 0 to 1.</summary>
    public void Report(double value) => Volatile.Write(ref percent, Math.Max(Volatile.Read(ref percent), (int)(Math.Clamp(value, 0, 1) * 100)));

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await writing;
        ended.Dispose();
    }

    private async Task WriteAsync(WriteGate gate, StageRun run, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
            {
                var now = Volatile.Read(ref percent);
                if (now == told) continue;
                var text = now.ToString(CultureInfo.InvariantCulture) + " %";
                await TellAsync(gate, run, text);
                told = now;
            }
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
    }

    /// <summary>Only while the work holds its row; and whatever keeps it from being told, the work goes on.</summary>
    private async Task TellAsync(WriteGate gate, StageRun run, string text)
    {
        try
        {
            await gate.WriteAsync(db => db.StageRuns.Where(row => row.Id == run.Id && row.LeaseToken == run.LeaseToken && row.State == StageState.Running).ExecuteUpdateAsync(set => set.SetProperty(row => row.Detail, text), ended.Token), ended.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not OutOfMemoryException)
        {
            // A full or busy database is told of where the work itself is written.
        }
    }
}
