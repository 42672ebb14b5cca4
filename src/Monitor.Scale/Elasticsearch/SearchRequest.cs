using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Querying;

namespace Monitor.Scale.Elasticsearch;

/// <summary>One search as the cluster is asked for it, and its answer. Pure.</summary>
internal sealed class SearchRequest(ArchiveQuery query, Viewer viewer)
{
    private readonly bool backwards = query.Sort == ArchiveSort.Newest && query.Cursor is { Backwards: true };
    private readonly bool byScore = query.Sort == ArchiveSort.Relevance;
    private readonly int level = Math.Min(viewer.Clearance, Viewer.MaxClearance);

    public byte[] Body()
    {
        var body = new JsonObject
        {
            ["size"] = query.PageSize + 1,
            ["track_total_hits"] = true,
            ["query"] = ElasticsearchQuery.All(ClauseBuilder.Build(query, viewer), level < Viewer.MaxClearance ? level : null),
            ["sort"] = Sort(),
        };
        if (byScore) body["from"] = query.Skip;
        else if (query.Cursor is { } cursor) body["search_after"] = new JsonArray(cursor.PublishedTicks, cursor.Id);
        if (query.Facets.Count > 0) body["aggs"] = new JsonObject(query.Facets.Distinct().Select(facet => KeyValuePair.Create<string, JsonNode?>(facet.ToString(), Count(facet))));
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    public ArchiveResults Read(JsonElement answer)
    {
        var hits = answer.GetProperty("hits");
        var found = hits.GetProperty("hits").EnumerateArray().Select(ReadRecord).ToList();
        var facets = query.Facets.Distinct().ToDictionary(facet => facet, facet => FacetOrder.Of(IndexField.Of(facet),
            answer.GetProperty("aggregations").GetProperty(facet.ToString()).GetProperty("buckets").EnumerateArray().Select(bucket => KeyValuePair.Create(bucket.GetProperty("key").GetString()!, bucket.GetProperty("doc_count").GetInt64()))));
        return ArchiveResults.Page(query, hits.GetProperty("total").GetProperty("value").GetInt64(), found, facets);
    }

    private JsonArray Sort()
    {
        var order = backwards ? "asc" : "desc";
        JsonObject By(string field) => new() { [field] = order };
        return byScore ? [By("_score"), By(IndexField.PublishedAt), By(IndexField.Id)] : [By(IndexField.PublishedAt), By(IndexField.Id)];
    }

    private JsonObject Count(ArchiveFacet facet)
    {
        var isMonth = facet == ArchiveFacet.Month;
        JsonArray order = isMonth ? [new JsonObject { ["_key"] = "desc" }] : [new JsonObject { ["_count"] = "desc" }, new JsonObject { ["_key"] = "asc" }];
        return new JsonObject { ["terms"] = new JsonObject { ["field"] = IndexField.Keyword(IndexField.Of(facet), level), ["size"] = isMonth ? FacetOrder.MaxMonths : FacetOrder.MaxValues, ["order"] = order } };
    }

    private ArchiveRecord ReadRecord(JsonElement hit) => ArchiveRecord.Read(hit.GetProperty("_source").GetProperty(IndexField.Source), viewer);
}
