using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;

namespace Monitor.Core.Database;

/// <summary>One writer at a time in this process: SQLite has one, and the custody chain has one head.</summary>
public sealed class WriteGate(IDbContextFactory<MonitorDbContext> contexts) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Runs <paramref name="work"/> in one transaction and commits it; nothing is written when it throws.</summary>
    public async Task<T> WriteAsync<T>(Func<MonitorDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work(db);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>As above, for somebody: rows that people write are written by no one else.</summary>
    public Task<T> WriteAsync<T>(Actor actor, Func<MonitorDbContext, Task<T>> work, CancellationToken cancellationToken) =>
        WriteAsync(db =>
        {
            db.Actor = actor;
            return work(db);
        }, cancellationToken);

    public Task WriteAsync(Func<MonitorDbContext, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(async db =>
        {
            await work(db);
            return true;
        }, cancellationToken);

    public void Dispose() => gate.Dispose();
}
