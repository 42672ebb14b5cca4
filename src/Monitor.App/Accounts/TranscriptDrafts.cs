using Microsoft.EntityFrameworkCore;

namespace Monitor.App.Accounts;

/// <summary>One account's unfinished transcripts.</summary>
public sealed class TranscriptDrafts(IDbContextFactory<AccountsDbContext> contexts, TimeProvider clock)
{
    /// <summary>The draft of a medium in a language; null where there is none.</summary>
    public async Task<TranscriptDraft?> FindAsync(string account, long mediaItemId, string language, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Of(db, account, mediaItemId, language).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Keeps what was typed, in place of an earlier draft of the same. False where the account has too many of them.</summary>
    public async Task<bool> KeepAsync(TranscriptDraft typed, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var draft = await Of(db, typed.AccountId, typed.MediaItemId, typed.Language).FirstOrDefaultAsync(cancellationToken);
        if (draft is null)
        {
            if (await db.TranscriptDrafts.CountAsync(row => row.AccountId == typed.AccountId, cancellationToken) >= TranscriptDraft.MaxPerAccount) return false;
            draft = db.TranscriptDrafts.Add(typed).Entity;
        }

        (draft.Text, draft.Seen, draft.IsTranslation, draft.SavedAt) = (typed.Text, typed.Seen, typed.IsTranslation, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Forgets a draft that was saved as a version, or is not wanted.</summary>
    public async Task ForgetAsync(string account, long mediaItemId, string language, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Of(db, account, mediaItemId, language).ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<TranscriptDraft> Of(AccountsDbContext db, string account, long mediaItemId, string language) =>
        db.TranscriptDrafts.Where(row => row.AccountId == account && row.MediaItemId == mediaItemId && row.Language == language);
}
