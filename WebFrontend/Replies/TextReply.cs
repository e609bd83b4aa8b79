using System.Text;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>Writes plain answers, with their length known beforehand.</summary>
internal static class TextReply
{
    /// <summary>Answers a request with 200 and <paramref name="text"/>.</summary>
    public static Task Write(HttpContext context, string text)
    {
        var response = context.Response;
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, response.BodyWriter);
        return Task.CompletedTask;
    }
}
