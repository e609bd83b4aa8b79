namespace OrleansJobs.WebFrontend.Requests;

/// <summary>A body cannot be read, for a reason that its sender is told.</summary>
internal sealed class MalformedBodyException(string message, Exception fault) : BadHttpRequestException(message, StatusCodes.Status400BadRequest, fault);
