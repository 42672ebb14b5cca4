using Microsoft.EntityFrameworkCore;
using Monitor.Benchmarks.Search;
using Monitor.Core.Audit;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.People;
using Monitor.Core.Posts;
using Monitor.Core.Recognition;
using Monitor.Core.Review;

namespace Monitor.Benchmarks.Workbench;

/// <summary>Fills a data folder with posts, persons and acts that nobody wrote, through the same gate as the program: with history, audit and custody.</summary>
internal sealed class SyntheticCases(WriteGate gate, TimeProvider clock)
{
    private const int Chunk = 1000;

    private readonly SyntheticArchive words = new();

    public async Task FillAsync(int posts, int persons, int acts)
    {
        await gate.WriteAsync(Actor.Owner, async db =>
        {
            for (var at = 0; at < 20; at++) db.Channels.Add(new Channel { Pipeline = "benchmark", Name = "c" + at, Title = "Канал " + at, Url = "https://example.org/" + at, Outlet = (Outlet)(at % 5), IntervalMs = 3_600_000, NextPollAt = clock.GetUtcNow().AddYears(1), LastSuccessAt = clock.GetUtcNow(), State = ChannelState.Paused });
            db.Exchanges.Add(new Exchange { RequestedUrl = "https://example.org/", StartedAt = clock.GetUtcNow() });
            return await db.SaveChangesAsync();
        }, default);
        foreach (var chunk in Enumerable.Range(1, posts).Chunk(Chunk)) await gate.WriteAsync(Actor.Owner, db => AddPostsAsync(db, chunk), default);
        foreach (var chunk in Enumerable.Range(1, persons).Chunk(Chunk)) await gate.WriteAsync(Actor.Owner, db => AddPersonsAsync(db, chunk), default);
        foreach (var chunk in Enumerable.Range(1, acts).Chunk(Chunk)) await gate.WriteAsync(Actor.Owner, db => AddActsAsync(db, chunk, posts, persons), default);
    }

    private Task<int> AddPostsAsync(MonitorDbContext db, int[] ids)
    {
        foreach (var id in ids)
        {
            var made = words.Post(id);
            var post = new Post { Id = id, ChannelId = (id % 20) + 1, NativeId = id.ToString(System.Globalization.CultureInfo.InvariantCulture), PublishedAt = made.PublishedAt, FirstSeenAt = made.PublishedAt.AddHours(1), Revision = 1 };
            post.Versions.Add(new PostVersion { Ordinal = 1, Fingerprint = Hash(id), Text = made.Text, ReadAt = post.FirstSeenAt, ExchangeId = 1 });
            db.Posts.Add(post);
            if (!made.HasVideo) continue;
            var item = new MediaItem { Id = id, ContentHash = Hash(id + 1_000_000), Length = 1_000_000, ExchangeId = 1, StoredAt = post.FirstSeenAt, Shape = MediaShape.Video, DurationMs = 90_000 };
            for (var still = 0; still < 3; still++) item.Keyframes.Add(new Keyframe { Frame = still * 700, TimeMs = still * 30_000, FromMs = still * 30_000, ToMs = (still + 1) * 30_000, FullHash = Hash(id), SmallHash = Hash(id), BlurredHash = Hash(id), PerceptualHash = Hash(id) });
            item.Shots.Add(new Shot { LastFrame = 2000, EndMs = 90_000 });
            foreach (var shown in made.Screen) item.Captions.Add(new Caption { StartMs = shown.StartMs, EndMs = shown.EndMs, Text = shown.Text, Confidence = 90 });
            post.Media.Add(new PostMedia { Identity = Hash(id), IsCurrent = true, Kind = MediaKind.Video, Source = new MediaSource { Identity = Hash(id), Url = "https://example.org/" + id, Kind = MediaKind.Video, ChannelId = post.ChannelId, Item = item } });
        }

        return db.SaveChangesAsync();
    }

    private Task<int> AddPersonsAsync(MonitorDbContext db, int[] ids)
    {
        foreach (var id in ids)
        {
            var person = new Person { Id = id, Union = "Прафсаюз " + (id % 12), Position = "электрык", Clearance = id % 50 == 0 ? 1 : 0, CreatedAt = clock.GetUtcNow() };
            person.Names.Add(new PersonName { Name = words.Names[id % SyntheticArchive.Persons], Language = "ru", Script = "Cyrl" });
            person.Names.Add(new PersonName { Name = Transliteration.Schemes[0].Render(words.Names[id % SyntheticArchive.Persons]), Language = "en", Script = "Latn" });
            person.Statuses.Add(new PersonStatus { Kind = PersonStatusKind.Detained, Since = "2022-03" });
            db.Persons.Add(person);
        }

        return db.SaveChangesAsync();
    }

    private static Task<int> AddActsAsync(MonitorDbContext db, int[] ids, int posts, int persons)
    {
        foreach (var id in ids)
        {
            var random = new Random(id);
            var (person, post) = (random.Next(1, persons + 1), random.Next(1, posts + 1));
            var act = new Act { Id = id, PersonId = person, Kind = (ActKind)random.Next(11), When = $"{random.Next(2020, 2027)}-{random.Next(1, 13):00}", Place = "Гродна", Certainty = Certainty.Confirmed };
            act.Evidence.Add(new ActEvidence { PostId = post });
            db.Acts.Add(act);
            if (id % 2 == 0) db.PersonTags.Add(new PersonTag { PersonId = person, PostId = post, Role = PersonRole.Victim, Certainty = Certainty.Confirmed });
        }

        return db.SaveChangesAsync();
    }

    private static string Hash(int id) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(id)));
}
