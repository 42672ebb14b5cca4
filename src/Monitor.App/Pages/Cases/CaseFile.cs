using Microsoft.EntityFrameworkCore;
using Monitor.App.Pages.Archive;
using Monitor.Core.Archive;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Posts;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Cases;

/// <summary>All that a viewer may see of a person: names, statuses, acts with their evidence, and appearances. The case page and the dossier are made of it.</summary>
public sealed record CaseFile(Person Person, IReadOnlyList<CaseAct> Acts, IReadOnlyList<Appearance> Appearances)
{
    /// <summary>Records in it that are not everybody's.</summary>
    public IEnumerable<(string Kind, long Id)> Restricted =>
        (Person.Clearance > 0 ? [("person", Person.Id)] : Enumerable.Empty<(string, long)>()).Concat(Acts.Where(act => act.Act.Clearance > 0).Select(act => ("act", act.Act.Id))).Concat(Acts.Where(act => act.Incident?.Clearance > 0).Select(act => ("incident", act.Incident!.Id))).Concat(Appearances.Where(seen => seen.Tag.Clearance > 0).Select(seen => ("tag", seen.Tag.Id)));

    /// <summary>Null where there is no such person for this viewer.</summary>
    public static async Task<CaseFile?> LoadAsync(MonitorDbContext db, long id, Viewer viewer, CancellationToken cancellationToken)
    {
        var person = await db.Persons.VisibleTo(viewer).AsNoTracking().Include(row => row.Names.OrderBy(name => name.Id)).Include(row => row.Statuses.OrderBy(status => status.Since)).Include(row => row.Identifiers).AsSplitQuery().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (person is null) return null;
        var acts = await db.Acts.VisibleTo(viewer).AsNoTracking().Include(act => act.Incident).Include(act => act.Evidence).ThenInclude(row => row.Tag).ThenInclude(tag => tag!.Person).Where(act => act.PersonId == id).OrderBy(act => act.When == null).ThenBy(act => act.When).ThenBy(act => act.Id).ToListAsync(cancellationToken);
        var tags = await db.PersonTags.VisibleTo(viewer).AsNoTracking().Where(tag => tag.PersonId == id).OrderBy(tag => tag.Id).ToListAsync(cancellationToken);
        var items = tags.Concat(acts.SelectMany(act => act.Evidence).Select(row => row.Tag).OfType<PersonTag>()).Select(tag => tag.MediaItemId).OfType<long>().Distinct().ToList();
        var carriers = (items.Count == 0 ? [] : await Carriers.Of(db, items).ToListAsync(cancellationToken)).ToLookup(row => row.MediaItemId, row => row.PostId);
        var wanted = carriers.SelectMany(group => group).Concat(tags.Select(tag => tag.PostId).OfType<long>()).Concat(acts.SelectMany(act => act.Evidence).Select(row => row.PostId).OfType<long>()).Concat(acts.SelectMany(act => act.Evidence).Select(row => row.Tag?.PostId).OfType<long>()).Distinct().ToList();
        var posts = await db.Posts.AsNoTracking().Where(post => wanted.Contains(post.Id)).Select(post => new CasePost(post.Id, post.Channel!.Title, post.Channel.Outlet, post.Url, post.PublishedAt, post.PublishedPrecision)).ToDictionaryAsync(post => post.Id, cancellationToken);
        var stills = await StillsOfTags.ReadAsync(db, tags, cancellationToken);
        List<CasePost> PostsOf(long? item, long? post) => [.. (item is { } media ? carriers[media] : post is { } one ? [one] : []).Where(posts.ContainsKey).Select(found => posts[found]).OrderBy(found => found.PublishedAt)];
        return new CaseFile(person,
            [.. acts.Select(act => new CaseAct(act, act.Incident is { } incident && incident.Clearance <= viewer.Clearance ? incident : null,
                [.. act.Evidence.OrderBy(row => row.Id).Where(row => row.IsVisibleTo(viewer)).Select(row => new CaseEvidence(row.Id, row.Url, PostsOf(row.Tag?.MediaItemId, row.PostId ?? row.Tag?.PostId)))]))],
            [.. tags.Select(tag => new Appearance(tag, PostsOf(tag.MediaItemId, tag.PostId), stills.GetValueOrDefault(tag.Id) ?? []))]);
    }
}

/// <summary>A post as a source in a case.</summary>
public sealed record CasePost(long Id, string ChannelTitle, Outlet Outlet, string? Url, DateTimeOffset PublishedAt, DatePrecision PublishedPrecision)
{
    public string Number => Post.NumberOf(Id);
}

public sealed record CaseAct(Act Act, Incident? Incident, IReadOnlyList<CaseEvidence> Evidence);

/// <param name="Url">A link elsewhere; null for posts.</param>
public sealed record CaseEvidence(long Id, string? Url, IReadOnlyList<CasePost> Posts);

/// <summary>Where a person is to be seen or named.</summary>
/// <param name="Stills">Stills of the time range; a few.</param>
public sealed record Appearance(PersonTag Tag, IReadOnlyList<CasePost> Posts, IReadOnlyList<long> Stills);
