namespace Monitor.Core.Media;

/// <summary>What a file's name says that it is; probing its bytes has the last word. Pure.</summary>
internal static class MediaKinds
{
    /// <summary>By the ending of a name or path; null where that says nothing.</summary>
    public static MediaKind? OfName(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".mp4" or ".m4v" or ".mov" or ".webm" or ".mkv" or ".avi" or ".mpg" or ".mpeg" or ".flv" or ".ts" or ".3gp" => MediaKind.Video,
        ".jpg" or ".jpeg" or ".png" or ".gif" or ".webp" => MediaKind.Photo,
        ".mp3" or ".ogg" or ".oga" or ".m4a" or ".wav" or ".opus" or ".aac" => MediaKind.Audio,
        _ => null,
    };
}
