using Monitor.Core.Fetching;

namespace Monitor.Core.Database;

/// <summary>Keeps exchanges: whatever was asked of a server has its row, with the bytes that it answered.</summary>
public static class ExchangeRows
{
    /// <summary>The answer and its body, and the exchanges that it needed, with the caller's transaction.</summary>
    public static async Task KeepAsync(this MonitorDbContext db, FetchResult answer, CancellationToken cancellationToken)
    {
        foreach (var along in answer.Along) await db.KeepAsync(along, cancellationToken);
        // One that was kept before, in a transaction of its own, has its row.
        if (answer.Exchange.Id == 0) db.Exchanges.Add(answer.Exchange);
        if (answer.Body is { } body) await db.RegisterAsync(body, cancellationToken);
    }

    /// <summary>The exchange as far as it went, where one was begun, with the caller's transaction.</summary>
    public static async Task KeepAsync(this MonitorDbContext db, FetchRefusedException? refusal, CancellationToken cancellationToken)
    {
        if (refusal is null) return;
        foreach (var along in refusal.Along) await db.KeepAsync(along, cancellationToken);
        if (refusal.Exchange is { } exchange) db.Exchanges.Add(exchange);
    }

    /// <summary>As above, in a transaction of its own.</summary>
    public static Task KeepAsync(this WriteGate gate, FetchRefusedException refusal, CancellationToken cancellationToken) =>
        refusal.Exchange is null && refusal.Along.Count == 0 ? Task.CompletedTask : gate.WriteAsync(db => db.KeepAsync(refusal, cancellationToken), cancellationToken);
}
