using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Evidence;
using Monitor.Core.Fetching;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.People;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Recognition;

namespace Monitor.Core.Database;

/// <summary>The truth. Evidence rows get their custody entries here, so that none can be written without one.</summary>
public sealed class MonitorDbContext(DbContextOptions<MonitorDbContext> options, TimeProvider clock) : DbContext(options)
{
    public DbSet<Channel> Channels => Set<Channel>();
    public DbSet<CoverageGap> CoverageGaps => Set<CoverageGap>();
    public DbSet<Exchange> Exchanges => Set<Exchange>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<PostAlias> PostAliases => Set<PostAlias>();
    public DbSet<PostVersion> PostVersions => Set<PostVersion>();
    public DbSet<PostObservation> PostObservations => Set<PostObservation>();
    public DbSet<PostMedia> PostMedia => Set<PostMedia>();
    public DbSet<MediaSource> MediaSources => Set<MediaSource>();
    public DbSet<MediaItem> MediaItems => Set<MediaItem>();
    public DbSet<Blob> Blobs => Set<Blob>();
    public DbSet<Derivative> Derivatives => Set<Derivative>();
    public DbSet<Shot> Shots => Set<Shot>();
    public DbSet<Keyframe> Keyframes => Set<Keyframe>();
    public DbSet<Caption> Captions => Set<Caption>();
    public DbSet<Person> Persons => Set<Person>();
    public DbSet<PersonName> PersonNames => Set<PersonName>();
    public DbSet<StageRun> StageRuns => Set<StageRun>();
    public DbSet<CustodyEntry> CustodyEntries => Set<CustodyEntry>();
    public DbSet<Setting> Settings => Set<Setting>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseChangedEvidence();
        var added = ChangeTracker.Entries<IEvidenceRow>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToList();
        if (added.Count > 0 && Database.CurrentTransaction is null)
            throw new InvalidOperationException("Evidence rows are written inside a transaction, with their custody entries: use WriteGate.");
        var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (added.Count == 0) return written;
        await CustodyChain.AppendAsync(this, [.. added.OrderBy(row => row.EvidenceKind, StringComparer.Ordinal).ThenBy(row => row.Id)], clock.GetUtcNow(), cancellationToken);
        return written + await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Post>().HasMany(post => post.Versions).WithOne().HasForeignKey(version => version.PostId);
        modelBuilder.Entity<Post>().HasMany(post => post.Media).WithOne().HasForeignKey(media => media.PostId);
        // The outbox of the index: almost always empty, so finding it is free.
        modelBuilder.Entity<Post>().HasIndex(post => new { post.Id, post.Revision, post.IndexedRevision }).HasFilter("\"Revision\" > \"IndexedRevision\"").HasDatabaseName("IX_Posts_Outbox");
        modelBuilder.Entity<Post>().HasOne(post => post.Channel).WithMany().HasForeignKey(post => post.ChannelId);
        modelBuilder.Entity<PostMedia>().HasOne(media => media.Source).WithMany().HasForeignKey(media => media.MediaSourceId);
        modelBuilder.Entity<MediaSource>().HasOne(source => source.Item).WithMany().HasForeignKey(source => source.MediaItemId);
        modelBuilder.Entity<Person>().HasMany(person => person.Names).WithOne().HasForeignKey(name => name.PersonId);
        modelBuilder.Entity<Keyframe>().HasOne<MediaItem>().WithMany(item => item.Keyframes).HasForeignKey(keyframe => keyframe.MediaItemId);
        modelBuilder.Entity<Shot>().HasOne<MediaItem>().WithMany(item => item.Shots).HasForeignKey(shot => shot.MediaItemId);
        modelBuilder.Entity<Caption>().HasOne<MediaItem>().WithMany(item => item.Captions).HasForeignKey(caption => caption.MediaItemId);
    }

    private void RefuseChangedEvidence()
    {
        foreach (var entry in ChangeTracker.Entries<IEvidenceRow>())
            if (entry.State is EntityState.Deleted || (entry.State is EntityState.Modified && entry.Entity is not MediaItem))
                throw new InvalidOperationException($"A {entry.Entity.EvidenceKind} row is evidence and is never changed.");
    }
}
