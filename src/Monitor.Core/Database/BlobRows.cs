using Microsoft.EntityFrameworkCore;
using Monitor.Core.Media;

namespace Monitor.Core.Database;

/// <summary>Registers stored bytes, once per content.</summary>
public static class BlobRows
{
    public static async Task RegisterAsync(this MonitorDbContext db, StoredBlob blob, CancellationToken cancellationToken)
    {
        if (db.Blobs.Local.Any(row => row.Hash == blob.Hash.Hex)) return;
        if (await db.Blobs.AnyAsync(row => row.Hash == blob.Hash.Hex, cancellationToken)) return;
        db.Blobs.Add(new Blob { Hash = blob.Hash.Hex, Length = blob.Length });
    }
}
