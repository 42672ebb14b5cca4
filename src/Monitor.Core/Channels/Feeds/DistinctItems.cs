using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Gives items of one id that differ an id each, so that neither is lost.</summary>
internal static class DistinctItems
{
    public static List<ReadPost> Of(IEnumerable<ReadPost> items, List<ReadProblem> problems)
    {
        var first = new Dictionary<string, ReadPost>(StringComparer.Ordinal);
        var prints = new Dictionary<string, string>(StringComparer.Ordinal);
        var kept = new List<ReadPost>();
        foreach (var item in items)
        {
            if (first.TryAdd(item.NativeId, item))
            {
                kept.Add(item);
                continue;
            }

            // Taken once for each id: the first may be large, and the others many.
            if (!prints.TryGetValue(item.NativeId, out var twin)) prints[item.NativeId] = twin = PostFingerprint.Of(first[item.NativeId]);
            var print = PostFingerprint.Of(item);
            if (print == twin)
            {
                // The same item again is one post when it is recorded; here it is told as the feed has it.
                kept.Add(item);
                continue;
            }

            // The second is known by its own content.
            var own = item with { NativeId = item.NativeId + "#" + print[..12] };
            if (first.TryAdd(own.NativeId, own)) kept.Add(own);
            problems.Add(new ReadProblem(item.NativeId.Length > 200 ? item.NativeId[..200] : item.NativeId, "IdUsedTwice"));
        }

        return kept;
    }
}
