namespace OrleansJobs.WebFrontend.Requests;

/// <summary>A text of the caller's own in a path. The server decodes all escapes but "%2F", so that nobody can tell that from "%252F" afterwards.</summary>
internal static class PathText
{
    /// <summary>Why a text is refused; null if it is not.</summary>
    public static Problem? RefusalOf(string field, string text) => text.Contains("%2F", StringComparison.OrdinalIgnoreCase)
        ? Problem.Invalid(new FieldError { Field = field, Message = "must not contain a slash" })
        : null;
}
