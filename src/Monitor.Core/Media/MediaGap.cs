namespace Monitor.Core.Media;

/// <summary>Why the bytes of an attachment could not be had, although the post shows that there are some.</summary>
public enum MediaGap { MediaTooBig, NotInPreview, PageOnlyVideo, Gone, NotAllowed, NotFetched, RefusedToProxy }
