using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Audit;
using Monitor.Core.Channels;
using Monitor.Core.Media;
using Monitor.Core.People;
using Monitor.Core.Posts;
using Monitor.Core.Review;
using Monitor.Core.Tests.People;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Review;

/// <summary>What people write, on a real database: history, audit, revisions, and what the index learns of it.</summary>
public sealed class EditingTests : IAsyncLifetime, IDisposable
{
    private static readonly Actor Ann = new("ann"), Bob = new("bob");
    private static readonly Viewer Analyst = new(1), Lead = new(2);

    private readonly TestDatabase database = new();
    private readonly EditPeople people;
    private readonly EditTags tags;
    private readonly EditActs acts;

    public EditingTests()
    {
        people = new EditPeople(database.Gate, new FindPeople(database, TestNames.Given), database.Clock);
        tags = new EditTags(database.Gate, database.Clock);
        acts = new EditActs(database.Gate, database.Clock);
    }

    /// <summary>Two posts that carry one clip.</summary>
    public Task InitializeAsync() => database.Gate.WriteAsync(async db =>
    {
        db.Channels.Add(new Channel { Id = 1, Pipeline = "p", Name = "c", Title = "c", Url = "https://example.org/" });
        await db.SaveChangesAsync();
        db.MediaItems.Add(new MediaItem { Id = 1, ContentHash = new string('a', 64), ExchangeId = 1 });
        await db.SaveChangesAsync();
        db.MediaSources.AddRange(new MediaSource { Id = 1, Identity = "1", Url = "https://example.org/1", ChannelId = 1, MediaItemId = 1 }, new MediaSource { Id = 2, Identity = "2", Url = "https://example.org/2", ChannelId = 1, MediaItemId = 1 });
        db.Posts.AddRange(new Post { Id = 1, ChannelId = 1, NativeId = "1" }, new Post { Id = 2, ChannelId = 1, NativeId = "2" }, new Post { Id = 3, ChannelId = 1, NativeId = "3" });
        await db.SaveChangesAsync();
        db.PostMedia.AddRange(new PostMedia { PostId = 1, Identity = "1", IsCurrent = true, MediaSourceId = 1 }, new PostMedia { PostId = 2, Identity = "2", IsCurrent = true, MediaSourceId = 2 });
    }, default);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Tag_InAClip_IsOnEveryPostThatCarriesIt()
    {
        var person = await people.SaveAsync(Ann, Analyst, null, Draft("Аляксей Крыніца"), default);
        await tags.SaveAsync(Ann, Analyst, null, Tag(person), default);
        foreach (var post in new[] { 1L, 2 }) Assert.Equal(Person.NumberOf(person), Assert.Single((await RecordAsync(post)).People).Id);
        Assert.Empty((await RecordAsync(3)).People);
        Assert.Equal([1L, 2], await TouchedAsync());
    }

    [Fact]
    public async Task Person_ChangedNameAndClearance_ReachesThePostsOfTagsAndActs()
    {
        var person = await people.SaveAsync(Ann, Analyst, null, Draft("Аляксей Крыніца"), default);
        await tags.SaveAsync(Ann, Analyst, null, Tag(person), default);
        await acts.SaveAsync(Ann, Analyst, null, new ActDraft(person, null, ActKind.Dismissal, "2021", null, null, Certainty.Possible, Confidentiality.Public, null, [new EvidenceDraft(3, null, null)]), default);
        var before = await RevisionsAsync();
        await people.SaveAsync(Bob, Analyst, (person, await RevisionAsync(person)), Draft("Аляксей Крыніца", "Aliaksei Krynica") with { Confidentiality = Confidentiality.Restricted, Union = "БНП" }, default);
        Assert.All(before.Zip(await RevisionsAsync()), pair => Assert.True(pair.Second > pair.First));
        var record = await RecordAsync(1);
        Assert.Equal((1, 2), (record.People[0].Clearance, record.People[0].Names.Count));
        Assert.Equal(new RecordValue("БНП", 1), Assert.Single(record.Unions));
        Assert.Equal(new RecordValue("Dismissal", 1), Assert.Single((await RecordAsync(3)).Acts));
        Assert.Empty(record.SeenBy(new Viewer(0)).People);
    }

    [Fact]
    public async Task Save_OfAStateThatIsGone_IsRefusedAndWritesNothing()
    {
        var person = await people.SaveAsync(Ann, Analyst, null, Draft("Аляксей Крыніца"), default);
        var seen = await RevisionAsync(person);
        // A change of a list alone counts as a change of the person.
        await people.SaveAsync(Ann, Analyst, (person, seen), Draft("Аляксей Крыніца", "Алексей Криница"), default);
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => people.SaveAsync(Bob, Analyst, (person, seen), Draft("Зусім Іншы"), default));
        await using var db = database.CreateDbContext();
        Assert.Equal(2, await db.PersonNames.CountAsync());
    }

    [Fact]
    public async Task History_OfAPerson_SaysWhoChangedWhatAndTheAuditHoldsNoNames()
    {
        var person = await people.SaveAsync(Ann, Analyst, null, Draft("Аляксей Крыніца"), default);
        await people.SaveAsync(Bob, Analyst, (person, await RevisionAsync(person)), Draft("Алексей Криница") with { Union = "РЭП" }, default);
        await using var db = database.CreateDbContext();
        var changes = await db.Changes.Where(change => change.SubjectKind == "person" && change.SubjectId == person).ToListAsync();
        Assert.Contains(changes, change => change is { Field: "name.Name", Before: "Аляксей Крыніца", After: null });
        Assert.Contains(changes, change => change is { Field: "person.Union", Before: null, After: "РЭП" });
        var entries = await db.AuditEntries.OrderBy(entry => entry.Sequence).ToListAsync();
        Assert.Equal([("ann", AuditAction.Created), ("bob", AuditAction.Changed)], entries.Select(entry => (entry.ActorId, entry.Action)));
        Assert.DoesNotContain(entries, entry => entry.Detail.Contains("Крыніца", StringComparison.Ordinal));
        Assert.Equal(2, await AuditChain.VerifyAsync(db, text => throw new InvalidOperationException(text), default));
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET ActorId = 'eve' WHERE Sequence = 1", "audit 1: was changed")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 1", "entries 1 to 1 are missing")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 2", "entries 2 to 2 are missing")]
    public async Task Audit_TamperedWith_IsRefusedByTheDatabaseAndFoundWithoutIt(string sql, string expected)
    {
        var person = await people.SaveAsync(Ann, Analyst, null, Draft("Аляксей Крыніца"), default);
        await people.SaveAsync(Bob, Analyst, (person, await RevisionAsync(person)), Draft("Алексей Криница"), default);
        await using var db = database.CreateDbContext();
        Assert.Contains("only added to", (await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync(sql))).Message, StringComparison.Ordinal);
        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER AuditEntries_NoUpdate; DROP TRIGGER AuditEntries_NoDelete;");
        await db.Database.ExecuteSqlRawAsync(sql);
        var problems = new List<string>();
        await AuditChain.VerifyAsync(db, text =>
        {
            problems.Add(text);
            return Task.CompletedTask;
        }, default);
        Assert.Contains(problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Merge_OfTwo_MovesAllAndKeepsTheStricterConfidentiality()
    {
        var one = await people.SaveAsync(Ann, Lead, null, Draft("Аляксей Крыніца") with { Confidentiality = Confidentiality.Withheld, Position = "электрык" }, default);
        var two = await people.SaveAsync(Ann, Lead, null, Draft("Алексей Криница", "Аляксей Крыніца") with { Union = "БНП" }, default);
        await tags.SaveAsync(Ann, Lead, null, Tag(one), default);
        await acts.SaveAsync(Ann, Lead, null, new ActDraft(one, null, ActKind.Detention, null, null, null, Certainty.Confirmed, Confidentiality.Public, null, []), default);
        await new MergePeople(database.Gate, database.Clock).RunAsync(Bob, Lead, (one, await RevisionAsync(one)), (two, await RevisionAsync(two)), default);
        await using var db = database.CreateDbContext();
        var kept = await db.Persons.Include(person => person.Names).FirstAsync(person => person.Id == two);
        Assert.Equal(("БНП", "электрык", 2, 2), (kept.Union, kept.Position, kept.Clearance, kept.Names.Count));
        Assert.Equal((two, two), ((await db.PersonTags.SingleAsync()).PersonId, (await db.Acts.SingleAsync()).PersonId));
        Assert.Equal(two, (await db.Persons.FirstAsync(person => person.Id == one)).MergedIntoId);
        Assert.Equal(Person.NumberOf(two), Assert.Single((await RecordAsync(2)).People).Id);
        Assert.Equal(EditRefusal.AlreadyMerged, (await Assert.ThrowsAsync<EditRefusedException>(() => people.SaveAsync(Ann, Lead, (one, 5), Draft("x"), default))).Refusal);
        // Nobody is found under the number that was merged.
        Assert.All(await new FindPeople(database, TestNames.Given).RunAsync("Крыніца", 10, true, Lead, default), found => Assert.Equal(two, found.Person.Id));
    }

    [Fact]
    public async Task Merge_OfPersonsWithHiddenActs_TellsTheHistoryOfNamesOnly()
    {
        var one = await people.SaveAsync(Ann, Lead, null, Draft("Аляксей Крыніца"), default);
        var two = await people.SaveAsync(Ann, Lead, null, Draft("Алексей Криница"), default);
        await acts.SaveAsync(Ann, Lead, null, new ActDraft(one, null, ActKind.Search, null, "Тайнае месца", null, Certainty.Confirmed, Confidentiality.Withheld, null, []), default);
        await new MergePeople(database.Gate, database.Clock).RunAsync(Bob, Lead, (one, await RevisionAsync(one)), (two, await RevisionAsync(two)), default);
        await using var db = database.CreateDbContext();
        foreach (var person in new[] { one, two })
        {
            var history = await db.Changes.Where(change => change.SubjectKind == "person" && change.SubjectId == person).ToListAsync();
            Assert.Contains(history, change => change.Field == "name.moved" && (change.Before ?? change.After)!.Contains("Аляксей Крыніца", StringComparison.Ordinal));
            Assert.DoesNotContain(history, change => $"{change.Before}{change.After}".Contains("Тайнае", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Act_InAnIncidentThatTheEditorMayNotSee_StaysInIt()
    {
        var incident = await new EditIncidents(database.Gate).SaveAsync(Ann, Lead, null, new IncidentDraft("Рэйд", null, null, null, Confidentiality.Withheld), default);
        var person = await people.SaveAsync(Ann, Lead, null, Draft("Аляксей Крыніца"), default);
        var act = await acts.SaveAsync(Ann, Lead, null, new ActDraft(person, incident, ActKind.Search, null, null, null, Certainty.Confirmed, Confidentiality.Public, null, []), default);
        await acts.SaveAsync(Bob, Analyst, (act, 0), new ActDraft(person, null, ActKind.Search, "2021", null, null, Certainty.Confirmed, Confidentiality.Public, null, []), default);
        await using var db = database.CreateDbContext();
        Assert.Equal((incident, "2021"), ((await db.Acts.SingleAsync()).IncidentId, (await db.Acts.SingleAsync()).When));
    }

    [Fact]
    public async Task Edited_RowsWithoutAnActor_AreRefused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Gate.WriteAsync(async db =>
        {
            db.Persons.Add(new Person());
            await db.SaveChangesAsync();
        }, default));
    }

    private static PersonDraft Draft(params string[] names) => new() { Names = [.. names.Select(name => new NameDraft(name, null, null))] };

    private static TagDraft Tag(long person) => new(person, 1, null, PersonRole.Victim, 1000, 2000, null, Certainty.Confirmed, Confidentiality.Public);

    private async Task<ArchiveRecord> RecordAsync(long post)
    {
        await using var db = database.CreateDbContext();
        return (await RecordBuilder.BuildAsync(db, post, default))!;
    }

    private async Task<int> RevisionAsync(long person)
    {
        await using var db = database.CreateDbContext();
        return (await db.Persons.FirstAsync(row => row.Id == person)).Revision;
    }

    private async Task<List<int>> RevisionsAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.Posts.OrderBy(post => post.Id).Select(post => post.Revision).ToListAsync();
    }

    private async Task<List<long>> TouchedAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.Posts.Where(post => post.Revision > 0).OrderBy(post => post.Id).Select(post => post.Id).ToListAsync();
    }
}
