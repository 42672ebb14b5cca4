using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;

namespace Monitor.Scale.Elasticsearch;

/// <summary>Writes records in bulk. The record's revision is the document's external version, so that a late write never wins. What the cluster has no room for is sent again, after a pause.</summary>
internal sealed class BulkWriter(ClusterDoor door, TimeProvider clock)
{
    private const int MaxBytes = 4 << 20, MaxTries = 8;
    /// <summary>What is said of a document itself. Anything else (a closed index, a block, a broken shard) passes, and is waited for.</summary>
    private static readonly string[] FaultsOfADocument = ["document_parsing_exception", "mapper_parsing_exception", "strict_dynamic_mapping_exception", "illegal_argument_exception", "action_request_validation_exception"];

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Writes all records, or throws <see cref="IndexUnavailableException"/>. Returns those that the cluster refused.</summary>
    /// <param name="target">An index; or an alias, which is never made by writing to it.</param>
    public async Task<IReadOnlyList<WriteRefusal>> WriteAsync(string target, bool isAlias, IReadOnlyList<ArchiveRecord> records, CancellationToken cancellationToken)
    {
        var path = $"/{target}/_bulk" + (isAlias ? "?require_alias=true" : "");
        var refused = new List<WriteRefusal>();
        var part = new List<Line>();
        var size = 0;
        foreach (var (record, made) in records.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(record => (record, Line.Of(record))))
        {
            if (made is not { } line)
            {
                refused.Add(new WriteRefusal(record.Id, "The record cannot be analysed."));
                continue;
            }

            if (part.Count > 0 && size + line.Bytes.Length > MaxBytes)
            {
                await SendAsync(path, part, refused, cancellationToken);
                (part, size) = ([], 0);
            }

            part.Add(line);
            size += line.Bytes.Length;
        }

        if (part.Count > 0) await SendAsync(path, part, refused, cancellationToken);
        return refused;
    }

    private async Task SendAsync(string path, List<Line> lines, List<WriteRefusal> refused, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var body = new ArrayBufferWriter<byte>(lines.Sum(line => line.Bytes.Length));
            foreach (var line in lines) body.Write(line.Bytes);
            var answer = await door.PostLinesAsync(path, body.WrittenMemory, cancellationToken);
            if (answer.Status == 413 || (answer.Status == 400 && FaultsOfADocument.Contains(answer.ErrorType)))
            {
                await HalveAsync(path, lines, refused, answer.ErrorType, cancellationToken);
                return;
            }

            lines = answer.Status is 429 or 503 ? lines : Read(answer.OrThrow(), lines, refused);
            if (lines.Count == 0) return;
            if (attempt == MaxTries) throw new IndexUnavailableException($"The search cluster has no room for {lines.Count} records.");
            var pause = FirstPause * Math.Pow(2, attempt - 1);
            await Task.Delay(pause < LongestPause ? pause : LongestPause, clock, cancellationToken);
        }
    }

    /// <summary>A request was refused as a whole: of its two halves one may be right. A record alone is refused.</summary>
    private async Task HalveAsync(string path, List<Line> lines, List<WriteRefusal> refused, string reason, CancellationToken cancellationToken)
    {
        if (lines is [var one])
        {
            refused.Add(new WriteRefusal(one.Id, reason));
            return;
        }

        await SendAsync(path, lines[..(lines.Count / 2)], refused, cancellationToken);
        await SendAsync(path, lines[(lines.Count / 2)..], refused, cancellationToken);
    }

    /// <summary>Sorts an answer's items; returns the lines to be sent again.</summary>
    private static List<Line> Read(Answer answer, List<Line> lines, List<WriteRefusal> refused)
    {
        using var document = answer.Parse();
        if (document.RootElement.GetProperty("items").GetArrayLength() != lines.Count) throw new IndexUnavailableException("The search cluster answered for other records than it was sent.");
        if (!document.RootElement.GetProperty("errors").GetBoolean()) return [];
        var again = new List<Line>();
        foreach (var (line, item) in lines.Zip(document.RootElement.GetProperty("items").EnumerateArray()))
        {
            var result = item.GetProperty("index");
            var status = result.GetProperty("status").GetInt32();
            var type = result.TryGetProperty("error", out var error) ? error.GetProperty("type").GetString() ?? "" : "";
            // 409: the index holds a newer revision.
            if (status is (>= 200 and < 300) or 409) continue;
            if (status is 429 or 503) again.Add(line);
            else if (status == 404 || type == "index_not_found_exception") throw new IndexUnavailableException("The search cluster has no such index.");
            else if (status == 400 && FaultsOfADocument.Contains(type)) refused.Add(new WriteRefusal(line.Id, type));
            else throw new IndexUnavailableException($"The search cluster answered {status} {type} for a record.");
        }

        return again;
    }

    /// <summary>What is sent of a record: the action, and the document.</summary>
    private sealed record Line(long Id, byte[] Bytes)
    {
        /// <summary>Null for a record that cannot be analysed: it must not stop its neighbours.</summary>
        public static Line? Of(ArchiveRecord record)
        {
            try
            {
                return Of(new IndexedRecord(record));
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        private static Line Of(IndexedRecord indexed)
        {
            var buffer = new ArrayBufferWriter<byte>(indexed.Source.Length * 4);
            using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            WriteAction(json, indexed.Record);
            Next(json, buffer);
            WriteDocument(json, indexed);
            Next(json, buffer);
            return new Line(indexed.Record.Id, buffer.WrittenSpan.ToArray());
        }

        private static void Next(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
        {
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
        }

        private static void WriteAction(Utf8JsonWriter json, ArchiveRecord record)
        {
            json.WriteStartObject();
            json.WriteStartObject("index");
            json.WriteString("_id", record.Id.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("version", record.Revision);
            json.WriteString("version_type", "external_gte");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        private static void WriteDocument(Utf8JsonWriter json, IndexedRecord indexed)
        {
            json.WriteStartObject();
            json.WriteNumber(IndexField.Id, indexed.Record.Id);
            json.WriteNumber(IndexField.PublishedAt, indexed.Record.PublishedAt.UtcTicks);
            json.WriteNumber(IndexField.Clearance, indexed.Record.Clearance);
            foreach (var (field, values) in indexed.Words) WriteAll(json, field, values.Select(tokens => string.Join(' ', tokens)));
            foreach (var (field, values) in indexed.Keywords) WriteAll(json, field, values);
            json.WritePropertyName(IndexField.Source);
            json.WriteRawValue(indexed.Source, skipInputValidation: true);
            json.WriteEndObject();
        }

        private static void WriteAll(Utf8JsonWriter json, string field, IEnumerable<string> values)
        {
            json.WriteStartArray(field);
            foreach (var value in values) json.WriteStringValue(value);
            json.WriteEndArray();
        }
    }
}
