using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Monitor.Core.Evidence;

/// <summary>The facts of a row as canonical JSON: its columns in the order of their names, without those that hold nothing (null; 0, false and the first of a list of values where there is no null), so that a column which is added later
/// changes the facts of no older row. Instants are ticks of UTC. Pure.</summary>
internal static class CustodyFacts
{
    private static readonly ConcurrentDictionary<IEntityType, IProperty[]> Columns = new();
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IEntityType type, object row) => Of(type, column => column.PropertyInfo!.GetValue(row));

    public static string Of(IEntityType type, Func<IProperty, object?> valueOf)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            foreach (var column in Columns.GetOrAdd(type, ColumnsOf)) Write(json, column.Name, valueOf(column), column.IsNullable);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static IProperty[] ColumnsOf(IEntityType type) => [.. type.GetProperties().Where(column => !column.IsPrimaryKey() && column.PropertyInfo is { } own && own.GetCustomAttribute<NotEvidenceAttribute>() is null).OrderBy(column => column.Name, StringComparer.Ordinal)];

    /// <param name="isNullable">True where nothing and the first of the values are two things.</param>
    private static void Write(Utf8JsonWriter json, string name, object? value, bool isNullable)
    {
        switch (value)
        {
            case null or false:
                break;
            case true:
                json.WriteBoolean(name, true);
                break;
            case string text:
                json.WriteString(name, text);
                break;
            case DateTimeOffset instant:
                json.WriteNumber(name, instant.UtcTicks);
                break;
            case double number:
                json.WriteString(name, number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case Enum choice:
                if (isNullable || Convert.ToInt64(choice, CultureInfo.InvariantCulture) != 0) json.WriteString(name, choice.ToString());
                break;
            default:
                var whole = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                if (isNullable || whole != 0) json.WriteNumber(name, whole);
                break;
        }
    }
}
