namespace OrleansJobs.WebFrontend.Requests;

/// <summary>As many bytes of bodies are in memory as the settings allow: the request can be repeated later.</summary>
internal sealed class BodyRefusedException() : Exception("There is no room for the body now.");
