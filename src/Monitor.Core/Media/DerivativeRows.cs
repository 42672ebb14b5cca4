using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Media;

/// <summary>Registers derived bytes and how they were made, once.</summary>
public static class DerivativeRows
{
    public static async Task RecordDerivativeAsync(this MonitorDbContext db, Derivative made, StoredBlob blob, CancellationToken cancellationToken)
    {
        await db.RegisterAsync(blob, cancellationToken);
        made.OutputHash = blob.Hash.Hex;
        bool Same(Derivative row) => row.ParentHash == made.ParentHash && row.Kind == made.Kind && row.OutputHash == made.OutputHash;
        if (db.Derivatives.Local.Any(Same)) return;
        var known = await db.Derivatives.AnyAsync(
            row => row.ParentHash == made.ParentHash && row.Kind == made.Kind && row.OutputHash == made.OutputHash, cancellationToken);
        if (!known) db.Derivatives.Add(made);
    }
}
