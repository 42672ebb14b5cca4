using Monitor.Core.Database;

namespace Monitor.Core.Audit;

/// <summary>Writes what changes nothing but is told all the same: reads of restricted records, exports, sessions.</summary>
public sealed class AuditLog(WriteGate gate, TimeProvider clock)
{
    /// <summary>Returns when the entry is on disk: what may not be read unnoticed is shown after that.</summary>
    public Task WriteAsync(Actor actor, AuditAction action, string kind, string key, string detail, CancellationToken cancellationToken) =>
        gate.WriteAsync(db => (Task)AuditChain.AppendAsync(db, actor, action, kind, key, detail, clock.GetUtcNow(), cancellationToken), cancellationToken);
}
