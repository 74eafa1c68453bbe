using static Cells.Toml.Tests.Documents;

namespace Cells.Toml.Tests;

public class MessageTests
{
    [Theory]
    [InlineData("a = True", "1:5: 'True' is not a value; in lower case it is: true")]
    [InlineData("a = yes", "1:5: 'yes' is not a value; a boolean is true or false")]
    [InlineData("a = flase", "1:5: 'flase' is not a value; did you mean false? A string needs quotes")]
    [InlineData("a = null", "1:5: 'null' is not a value; leave the key out")]
    [InlineData("a = 5m", "1:5: '5m' is not a number: found 'm' where it should end; a string needs quotes")]
    [InlineData("a = 012", "1:5: '012' is not a number: a leading zero is not allowed")]
    [InlineData("a = 9223372036854775808", "1:5: '9223372036854775808' does not fit a 64-bit integer")]
    [InlineData("a = 0xFFFFFFFFFFFFFFFF", "1:5: '0xFFFFFFFFFFFFFFFF' does not fit a 64-bit integer")]
    [InlineData("a = 1e999", "1:5: '1e999' is not a number: it is larger than a 64-bit float can be")]
    [InlineData("a = 1:30:00", "1:5: '1:30:00' is not a date or time: expected 2 digits for the hour")]
    [InlineData("a = 0.0e-", "1:5: '0.0e-' is not a number: expected digits in the exponent")]
    [InlineData("a = 2024-02-30", "1:5: '2024-02-30' is not a date or time: the day is 30, expected 1 to 29")]
    [InlineData("a = ", "1:5: expected a value, found the end of the file")]
    [InlineData("a 1", "1:3: expected '=' after the key 'a', found '1'")]
    [InlineData("a = 1 b = 2", "1:7: expected the end of the line after the value, found 'b'")]
    [InlineData("[a", "1:3: expected ']' to close the header, found the end of the file")]
    [InlineData("é = 1", "1:1: expected a key before '=', found 'é'; a key with other characters than A-Z a-z 0-9 _ - needs quotes")]
    [InlineData("a = \"x\n", "1:5: the string that begins here is not closed: expected \", found the end of the line")]
    [InlineData("a = \"C:\\p\"", "1:8: expected one of b t n f r \" \\ u U after the backslash, found 'p'")]
    [InlineData("a = [1,\n2", "1:5: the array that begins here is not closed: expected ']', found the end of the file")]
    [InlineData("a = [1 2]", "1:8: expected ',' or ']' after an item of the array, found '2'")]
    [InlineData("a = {b = 1,\n c = 2}", "1:12: an inline table stands on one line")]
    [InlineData("a = 1\na = 2", "2:1: key 'a' is already defined as an integer at line 1 column 1")]
    [InlineData("[a]\n[a]", "2:2: table 'a' is already defined as a table at line 1 column 1")]
    [InlineData("[[a]]\n[a]", "2:2: table 'a' is already defined as an array at line 1 column 3; [[double brackets]] add to an array of tables")]
    [InlineData("a = {}\na.b = 1", "2:1: 'a', defined at line 1 column 1, is an inline table and complete as it stands")]
    [InlineData("a = \u00A0b", "1:5: '<U+00A0>b' is not a value")]
    [InlineData("a = 1 # x\u0001", "1:10: the character U+0001 is not allowed in a comment")]
    [InlineData("a = 1\rb = 2", "1:6: expected the end of the line after the value, found a carriage return without a line feed")]
    public void An_error_says_what_was_found_and_what_was_expected(string document, string message) =>
        Assert.StartsWith($"Genome.toml:{message}", ErrorOf(document));

    [Fact]
    public void A_long_piece_of_the_document_is_shortened_in_the_message() =>
        Assert.True(ErrorOf($"a = {new string('x', 10_000)}").Length < 200);
}
