namespace Monitor.Core.Media;

/// <summary>What a post says that its attachment is.</summary>
public enum MediaKind { Photo, Video, RoundVideo, Voice, Audio, Document, Sticker }
