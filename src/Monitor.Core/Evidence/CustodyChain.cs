using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Evidence;

/// <summary>A hash chain over all evidence rows. A changed, missing or reordered row breaks it from there on.</summary>
public static class CustodyChain
{
    public static readonly string Origin = new('0', 64);

    /// <summary>Appends an entry per row, in order. Call inside the transaction that wrote the rows.</summary>
    public static async Task AppendAsync(MonitorDbContext db, IReadOnlyList<IEvidenceRow> rows, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var head = await db.CustodyEntries.AsNoTracking().OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(cancellationToken);
        foreach (var row in rows)
        {
            head = Next(head, row, at);
            db.CustodyEntries.Add(head);
        }
    }

    public static string FactsHash(string salt, string facts) => Hash(salt + "\n" + facts);

    public static string EntryHash(CustodyEntry entry) => Hash(string.Join('\n',
        entry.Sequence.ToString(CultureInfo.InvariantCulture), entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture),
        entry.SubjectKind, entry.SubjectId.ToString(CultureInfo.InvariantCulture), entry.FactsHash, entry.PreviousHash));

    private static CustodyEntry Next(CustodyEntry? head, IEvidenceRow row, DateTimeOffset at)
    {
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var entry = new CustodyEntry
        {
            Sequence = (head?.Sequence ?? 0) + 1,
            At = at,
            SubjectKind = row.EvidenceKind,
            SubjectId = row.Id,
            Salt = salt,
            FactsHash = FactsHash(salt, row.EvidenceFacts()),
            PreviousHash = head?.EntryHash ?? Origin,
        };
        entry.EntryHash = EntryHash(entry);
        return entry;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
