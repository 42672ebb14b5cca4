using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Channels;
using Monitor.Core.Evidence;
using Monitor.Core.Fetching;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.People;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Recognition;
using Monitor.Core.Reposts;
using Monitor.Core.Review;
using Monitor.Core.Triage;

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
    public DbSet<PostPresence> PostPresences => Set<PostPresence>();
    public DbSet<ManualImport> ManualImports => Set<ManualImport>();
    public DbSet<PostObservation> PostObservations => Set<PostObservation>();
    public DbSet<PostMedia> PostMedia => Set<PostMedia>();
    public DbSet<MediaRenewal> MediaRenewals => Set<MediaRenewal>();
    public DbSet<MediaSource> MediaSources => Set<MediaSource>();
    public DbSet<MediaItem> MediaItems => Set<MediaItem>();
    public DbSet<Blob> Blobs => Set<Blob>();
    public DbSet<Derivative> Derivatives => Set<Derivative>();
    public DbSet<Shot> Shots => Set<Shot>();
    public DbSet<Keyframe> Keyframes => Set<Keyframe>();
    public DbSet<HashTrack> HashTracks => Set<HashTrack>();
    public DbSet<UnfinishedScan> UnfinishedScans => Set<UnfinishedScan>();
    public DbSet<SoundTrack> SoundTracks => Set<SoundTrack>();
    public DbSet<RepostMatch> RepostMatches => Set<RepostMatch>();
    public DbSet<RepostGroup> RepostGroups => Set<RepostGroup>();
    public DbSet<RepostCopy> RepostCopies => Set<RepostCopy>();
    public DbSet<RepostJudgement> RepostJudgements => Set<RepostJudgement>();
    public DbSet<Caption> Captions => Set<Caption>();
    public DbSet<Person> Persons => Set<Person>();
    public DbSet<PersonName> PersonNames => Set<PersonName>();
    public DbSet<PersonStatus> PersonStatuses => Set<PersonStatus>();
    public DbSet<PersonIdentifier> PersonIdentifiers => Set<PersonIdentifier>();
    public DbSet<PersonTag> PersonTags => Set<PersonTag>();
    public DbSet<Act> Acts => Set<Act>();
    public DbSet<ActEvidence> ActEvidence => Set<ActEvidence>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<IncidentClip> IncidentClips => Set<IncidentClip>();
    public DbSet<PostTriage> PostTriages => Set<PostTriage>();
    public DbSet<PostReview> PostReviews => Set<PostReview>();
    public DbSet<ReviewDecision> ReviewDecisions => Set<ReviewDecision>();
    public DbSet<Transcript> Transcripts => Set<Transcript>();
    public DbSet<TranscriptLine> TranscriptLines => Set<TranscriptLine>();
    public DbSet<Change> Changes => Set<Change>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<StageRun> StageRuns => Set<StageRun>();
    public DbSet<CustodyEntry> CustodyEntries => Set<CustodyEntry>();
    public DbSet<Setting> Settings => Set<Setting>();

    /// <summary>Who writes; null for the pipeline, which may not touch what people write.</summary>
    public Actor? Actor { get; set; }

    /// <summary>A row whose parts alone change is changed too: its revision rises, and whoever looked at it before is told.</summary>
    public void MarkEdited(IEditedRow row) => Entry(row).Property(nameof(IEditedRow.Revision)).IsModified = true;

    /// <summary>The audit's last entry, once this transaction has added to it.</summary>
    internal AuditEntry? AuditHead { get; set; }

    /// <summary>The custody chain's last entry, once this transaction has added to it.</summary>
    internal CustodyEntry? CustodyHead { get; set; }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var (custody, edits) = (new CustodyMoves(this), new EditHistory(this));
        if (custody.IsEmpty && edits.IsEmpty) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (Database.CurrentTransaction is null)
            throw new InvalidOperationException("Evidence and edited rows are written inside a transaction, with their custody or audit entries: use WriteGate.");
        var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await edits.AppendAsync(this, clock.GetUtcNow(), cancellationToken);
        await custody.AppendAsync(this, clock.GetUtcNow(), cancellationToken);
        // The history of an edit is evidence as well.
        var history = new CustodyMoves(this);
        written += await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (history.IsEmpty) return written;
        await history.AppendAsync(this, clock.GetUtcNow(), cancellationToken);
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
        // Few posts are forwards; who reads where a clip spread asks for these alone.
        modelBuilder.Entity<PostVersion>().HasIndex(version => version.ForwardedFrom).HasFilter("\"ForwardedFrom\" IS NOT NULL");
        modelBuilder.Entity<Post>().HasOne(post => post.Channel).WithMany().HasForeignKey(post => post.ChannelId);
        modelBuilder.Entity<PostMedia>().HasOne(media => media.Source).WithMany().HasForeignKey(media => media.MediaSourceId);
        modelBuilder.Entity<MediaSource>().HasOne(source => source.Item).WithMany().HasForeignKey(source => source.MediaItemId);
        modelBuilder.Entity<Person>().HasMany(person => person.Names).WithOne().HasForeignKey(name => name.PersonId);
        modelBuilder.Entity<Person>().HasMany(person => person.Statuses).WithOne().HasForeignKey(status => status.PersonId);
        modelBuilder.Entity<Person>().HasMany(person => person.Identifiers).WithOne().HasForeignKey(identifier => identifier.PersonId);
        modelBuilder.Entity<Act>().HasMany(act => act.Evidence).WithOne(evidence => evidence.Act).HasForeignKey(evidence => evidence.ActId);
        modelBuilder.Entity<Incident>().HasMany(incident => incident.Acts).WithOne(act => act.Incident).HasForeignKey(act => act.IncidentId);
        modelBuilder.Entity<Incident>().HasMany(incident => incident.Clips).WithOne().HasForeignKey(clip => clip.IncidentId);
        modelBuilder.Entity<Transcript>().HasMany(transcript => transcript.Lines).WithOne().HasForeignKey(line => line.TranscriptId);
        modelBuilder.Entity<PostReview>().HasOne(review => review.Post).WithOne().HasForeignKey<PostReview>(review => review.PostId);
        modelBuilder.Entity<PostTriage>().HasOne(triage => triage.Post).WithOne().HasForeignKey<PostTriage>(triage => triage.PostId);
        foreach (var edited in modelBuilder.Model.GetEntityTypes().Where(type => typeof(IEditedRow).IsAssignableFrom(type.ClrType)))
            edited.FindProperty(nameof(IEditedRow.Revision))!.IsConcurrencyToken = true;
        modelBuilder.Entity<Keyframe>().HasOne<MediaItem>().WithMany(item => item.Keyframes).HasForeignKey(keyframe => keyframe.MediaItemId);
        modelBuilder.Entity<Shot>().HasOne<MediaItem>().WithMany(item => item.Shots).HasForeignKey(shot => shot.MediaItemId);
        modelBuilder.Entity<RepostGroup>().HasMany(group => group.Copies).WithOne().HasForeignKey(copy => copy.GroupId);
        modelBuilder.Entity<RepostCopy>().HasOne(copy => copy.MediaItem).WithMany().HasForeignKey(copy => copy.MediaItemId);
        modelBuilder.Entity<RepostCopy>().HasOne(copy => copy.Match).WithMany().HasForeignKey(copy => copy.MatchId);
        modelBuilder.Entity<Caption>().HasOne<MediaItem>().WithMany(item => item.Captions).HasForeignKey(caption => caption.MediaItemId);
    }
}
