using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.App.Accounts;

/// <summary>Who may sign in: a database of its own, so that the archive can be copied without it.</summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : IdentityDbContext<Account>(options)
{
    public DbSet<SavedSearch> SavedSearches => Set<SavedSearch>();

    public DbSet<TranscriptDraft> TranscriptDrafts => Set<TranscriptDraft>();

    public DbSet<AccountSession> Sessions => Set<AccountSession>();

    // Identity's lockout end; SQLite cannot order DateTimeOffset.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
}
