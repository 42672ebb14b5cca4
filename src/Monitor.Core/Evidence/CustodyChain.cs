using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Evidence;

/// <summary>A hash chain over all evidence rows and whatever moves in them. A changed, missing or reordered entry breaks it from there on; a row that is not as its latest entry says was changed behind the program's back.</summary>
public static class CustodyChain
{
    /// <summary>Entries of today: facts and entries are hashed as JSON. Those of the first format joined lines, which can be cut otherwise unseen.</summary>
    public const int Format = 1;

    public static readonly string Origin = new('0', 64);

    /// <summary>Appends an entry. Call inside the transaction that writes the row.</summary>
    internal static async Task AppendAsync(MonitorDbContext db, CustodyFact fact, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var head = db.CustodyHead ?? await db.CustodyEntries.AsNoTracking().OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(cancellationToken);
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var next = new CustodyEntry
        {
            Sequence = (head?.Sequence ?? 0) + 1,
            At = at,
            Format = Format,
            Event = fact.Event,
            SubjectKind = fact.Kind,
            SubjectId = fact.Id,
            Salt = salt,
            FactsHash = FactsHash(salt, fact.Facts),
            PreviousHash = head?.EntryHash ?? Origin,
        };
        next.EntryHash = EntryHash(next);
        db.CustodyEntries.Add(next);
        db.CustodyHead = next;
    }

    public static string FactsHash(string salt, string facts) => Hash(salt + "\n" + facts);

    public static string EntryHash(CustodyEntry entry) => Hash(entry.Format == 0
        ? string.Join('\n', entry.Sequence.ToString(CultureInfo.InvariantCulture), entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture), entry.SubjectKind, entry.SubjectId.ToString(CultureInfo.InvariantCulture), entry.FactsHash, entry.PreviousHash)
        : JsonSerializer.Serialize(new object[] { "monitor/custody/" + entry.Format.ToString(CultureInfo.InvariantCulture), entry.Sequence, entry.At.UtcTicks, entry.Event.ToString(), entry.SubjectKind, entry.SubjectId, entry.FactsHash, entry.PreviousHash }));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What an entry is made of.</summary>
internal sealed record CustodyFact(string Kind, long Id, CustodyEvent Event, string Facts);
