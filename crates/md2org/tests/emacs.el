;;; emacs.el --- what Emacs makes of Org texts  -*- lexical-binding: t -*-
;; emacs -Q --batch -l emacs.el IN.json OUT.json
;; IN: ["org text", ...]   OUT: [["html", "complaints of org-lint"], ...]
;; Nothing is executed and no file is read.  Links to files that are not there are no fault of a text.
(require 'json) (require 'org) (require 'ox-html) (require 'org-lint)
;; A heading of a file that is not there cannot be found; an anchor of the text itself must be, see meaning.rs.
(setq org-export-with-broken-links 'mark
      org-export-use-babel nil org-inhibit-startup t org-element-use-cache nil
      org-html-toplevel-hlevel 1 org-export-with-toc nil org-export-with-section-numbers nil
      org-html-htmlize-output-type nil
      gc-cons-threshold 100000000)
;; A text that starts with a heading of level 2 means level 2.
(advice-add 'org-export--get-min-level :override (lambda (&rest _) 1))
(advice-add 'org-export-expand-include-keyword :override #'ignore)
(defconst tests-not-structural
  '(link-to-local-file percent-encoding-link-escape wrong-header-argument unreferenced-footnote-definition
    unknown-language suspicious-language-in-src-block))
(defun tests-html (text)
  (condition-case problem
      (org-export-string-as text 'html t '(:with-author nil :with-title nil))
    (error (format "ERROR %S" problem))))
(defun tests-complaints (text)
  (with-temp-buffer
    (insert text)
    (org-mode)
    (let ((wanted (cl-remove-if
                   (lambda (checker) (memq (if (fboundp 'org-lint-checker-name) (org-lint-checker-name checker) checker)
                                           tests-not-structural))
                   org-lint--checkers)))
      (mapconcat (lambda (report) (format "%s: %s" (substring-no-properties (aref (cadr report) 0)) (aref (cadr report) 2)))
                 (org-lint--generate-reports (current-buffer) wanted)
                 "; "))))
(let* ((coding-system-for-read 'utf-8-unix)
       (in (nth 0 command-line-args-left))
       (out (nth 1 command-line-args-left))
       (texts (with-temp-buffer (insert-file-contents in) (json-parse-buffer))))
  (setq command-line-args-left nil)
  (let* ((inhibit-message t)
         (results (mapcar (lambda (text) (vector (tests-html text) (tests-complaints text))) texts))
         (coding-system-for-write 'no-conversion))
    (with-temp-file out
      (set-buffer-multibyte nil)
      (insert (encode-coding-string (json-serialize (vconcat results)) 'utf-8)))))
;;; emacs.el ends here
